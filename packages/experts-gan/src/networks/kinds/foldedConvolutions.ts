import * as tf from '@tensorflow/tfjs';
import { tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
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
 * Folds batch norm with its running statistics into the convolutions before it.
 *
 * @param parameters - In the order of `expertLayout`; not disposed.
 * @param statistics - Running means, then running variances, block by block; not disposed.
 * @returns Kernel and bias of each convolution, one after the other; the last one gives the image. The caller disposes of them.
 */
export function foldConvolutions(
  parameters: readonly tf.Tensor[],
  statistics: tf.Tensor1D,
): tf.Tensor[] {
  return tidyAll(() => {
    const { blocks, outputKernel, outputBias } = expertViews(parameters);
    const hidden = blocks.map(({ kernel, gamma, beta }, b) => {
      const { mean, variance } = blockStatistics(statistics, b);
      const scale = gamma.mul(tf.rsqrt(variance.add(BATCH_NORM_EPSILON)));
      return [kernel.mul(scale), beta.sub(mean.mul(scale))];
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
  return resamplings.map((resampling, i): Stage => {
    const [filter, bias] = tensorTuple(folded.slice(2 * i, 2 * i + 2), [4, 1]);
    const activation = i < HIDDEN_BLOCKS ? 'elu' : 'sigmoid';
    return (input) => {
      const x = resample(resampling, input);
      return tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation });
    };
  });
}
