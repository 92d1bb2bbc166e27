import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import {
  BATCH_NORM_EPSILON,
  HIDDEN_BLOCKS,
  blockStatistics,
  expertViews,
} from './expertNetwork.ts';

/** An expert for prediction: batch norm with its running statistics is part of the convolutions. */
export interface FoldedExpert {
  /** Kernel and bias of each convolution; the last one gives the image. */
  readonly layers: readonly { readonly kernel: tf.Tensor4D; readonly bias: tf.Tensor1D }[];
}

/**
 * Folds batch norm into the convolutions before it.
 *
 * @param parameters - In the order of `expertLayout`; not disposed.
 * @param statistics - Running means, then running variances, block by block; not disposed.
 * @returns The folded expert; the caller disposes of its tensors.
 */
export function foldExpert(
  parameters: readonly tf.Tensor[],
  statistics: tf.Tensor1D,
): FoldedExpert {
  return tidyAll(() => {
    const { blocks, outputKernel, outputBias } = expertViews(parameters);
    const hidden = blocks.map(({ kernel, gamma, beta }, b) => {
      const { mean, variance } = blockStatistics(statistics, b);
      const scale = gamma.mul(tf.rsqrt(variance.add(BATCH_NORM_EPSILON)));
      return {
        kernel: kernel.mul<tf.Tensor4D>(scale),
        bias: beta.sub<tf.Tensor1D>(mean.mul(scale)),
      };
    });
    return { layers: [...hidden, { kernel: outputKernel.clone(), bias: outputBias.clone() }] };
  });
}

/**
 * Applies a folded expert.
 *
 * @param expert - From {@link foldExpert}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns The images it makes; the caller disposes of them.
 */
export function applyFoldedExpert({ layers }: FoldedExpert, images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => layers.reduce((input, layer, i) => applyLayer(layer, i, input), images));
}

/**
 * As {@link applyFoldedExpert}, with turns for the event loop.
 *
 * @param expert - From {@link foldExpert}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between layers.
 * @returns The images it makes; the caller disposes of them.
 */
export async function applyFoldedExpertInTurns(
  { layers }: FoldedExpert,
  images: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<tf.Tensor4D> {
  let at = images;
  for (const [i, layer] of layers.entries()) {
    const next = applyLayer(layer, i, at);
    if (at !== images) at.dispose();
    at = next;
    await pause();
  }
  return at;
}

/** Disposes of a folded expert. */
export function disposeFoldedExpert({ layers }: FoldedExpert): void {
  for (const { kernel, bias } of layers) tf.dispose([kernel, bias]);
}

function applyLayer(
  { kernel, bias }: FoldedExpert['layers'][number],
  i: number,
  input: tf.Tensor4D,
): tf.Tensor4D {
  return tf.fused.conv2d({
    x: input,
    filter: kernel,
    strides: 1,
    pad: 'same',
    bias,
    activation: i < HIDDEN_BLOCKS ? 'elu' : 'sigmoid',
  });
}
