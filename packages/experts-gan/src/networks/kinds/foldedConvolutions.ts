import * as tf from '@tensorflow/tfjs';
import { tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { forwardBlock } from './convolutionalBlock.ts';
import {
  BATCH_NORM_EPSILON,
  blockStatistics,
  expertViews,
  HIDDEN_BLOCKS,
  NARROW,
} from './convolutionalNetwork.ts';
import type { Resamplings } from './convolutionalNetwork.ts';
import type { Stage } from './expertKind.ts';
import { resample } from './resampling.ts';

/**
 * Folds batch norm with its running statistics: into the convolutions before it or, where an activation stands between them, into one scale
 * and one offset. (The zeros around what the next convolution reads are added behind batch norm, which is why it cannot be folded into that.)
 *
 * @param parameters - In the order of `expertLayout`; not disposed.
 * @param statistics - Running means, then running variances, block by block; not disposed.
 * @returns Kernel and bias of each convolution, one after the other, with scale and offset behind those of a block whose activation comes
 *   first; the last convolution gives the image. The caller disposes of them.
 */
export function foldConvolutions(
  parameters: readonly tf.Tensor[],
  statistics: tf.Tensor1D,
): tf.Tensor[] {
  return tidyAll(() => {
    const { blocks, outputKernel, outputBias } = expertViews(parameters);
    const hidden = blocks.map(({ kernel, bias, gamma, beta }, b) => {
      const { mean, variance } = blockStatistics(statistics, b);
      const scale = gamma.mul(tf.rsqrt(variance.add(BATCH_NORM_EPSILON)));
      const offset = beta.sub(mean.mul(scale));
      return bias === undefined
        ? [kernel.mul(scale), offset]
        : [kernel.clone(), bias.clone(), scale, offset];
    });
    return [...hidden.flat(), outputKernel.clone(), outputBias.clone()];
  });
}

/**
 * @param folded - From {@link foldConvolutions}; not disposed.
 * @param resamplings - What stands before each convolution. Default: nothing.
 * @returns The computation, one stage for each convolution.
 */
export function convolutionalStages(
  folded: readonly tf.Tensor[],
  resamplings: Resamplings = NARROW,
): readonly Stage[] {
  const each = (folded.length - 2) / HIDDEN_BLOCKS;
  return resamplings.map((resampling, i): Stage => {
    const [filter, bias] = tensorTuple(folded.slice(each * i, each * i + 2), [4, 1]);
    const [scale, offset] = i < HIDDEN_BLOCKS ? folded.slice(each * i + 2, each * (i + 1)) : [];
    const activation = i < HIDDEN_BLOCKS ? 'elu' : 'sigmoid';
    return (input) => {
      const x = resample(resampling, input);
      const y = tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation });
      return scale === undefined || offset === undefined ? y : y.mul(scale).add(offset);
    };
  });
}

/**
 * The computation with batch norm by the statistics of the images that are worked on together, as in training.
 *
 * @param parameters - In the order of `expertLayout`; not disposed, and used whenever a stage is.
 * @param resamplings - What stands before each convolution. Default: nothing.
 * @returns The computation, one stage for each convolution.
 */
export function batchStages(
  parameters: readonly tf.Tensor[],
  resamplings: Resamplings = NARROW,
): readonly Stage[] {
  const { blocks, outputKernel, outputBias } = expertViews(parameters);
  return resamplings.map((resampling, b): Stage => {
    const block = blocks[b];
    return (input) =>
      block === undefined
        ? tf
            .conv2d(resample(resampling, input), outputKernel, 1, 'same')
            .add<tf.Tensor4D>(outputBias)
            .sigmoid()
        : forwardBlock(block, input, resampling).output;
  });
}
