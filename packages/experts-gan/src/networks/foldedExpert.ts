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
export function applyFoldedExpert(expert: FoldedExpert, images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() =>
    expert.layers.reduce(
      (input, { kernel, bias }, layer) =>
        tf.fused.conv2d({
          x: input,
          filter: kernel,
          strides: 1,
          pad: 'same',
          bias,
          activation: layer < HIDDEN_BLOCKS ? 'elu' : 'sigmoid',
        }),
      images,
    ),
  );
}
