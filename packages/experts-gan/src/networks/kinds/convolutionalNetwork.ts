import type * as tf from '@tensorflow/tfjs';
import { parameterLayout, tensorTuple } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterSpec } from '@causal-mechanisms/tensor-utils';
import type { Resampling } from './resampling.ts';

/** Hidden blocks of an expert: convolution, batch norm, ELU. A fifth convolution gives the image. */
export const HIDDEN_BLOCKS = 4;

/** Added to the variance in batch norm, as in PyTorch. */
export const BATCH_NORM_EPSILON = 1e-5;

/** What stands before each of the five convolutions. */
export type Resamplings = readonly Resampling[];

/** The experts of the paper resample nothing. */
export const NARROW: Resamplings = ['none', 'none', 'none', 'none', 'none'];

/**
 * The wide-field variant has "two pooling and two upsampling layers" (Parascandolo et al., 2018) at places that the paper does not name:
 * here behind blocks 1 and 2, and before block 4 and the last convolution.
 */
export const WIDE: Resamplings = ['none', 'halve', 'halve', 'double', 'double'];

/** The parameters of an expert: 27 F^2 + 26 F + 1 for one channel (no bias before batch norm). */
export function expertLayout(filters: number, channels: number): ParameterLayout {
  const blocks = Array.from({ length: HIDDEN_BLOCKS }, (_, b): ParameterSpec[] => [
    { name: `conv${b + 1}/kernel`, shape: [3, 3, b === 0 ? channels : filters, filters] },
    { name: `norm${b + 1}/gamma`, shape: [filters] },
    { name: `norm${b + 1}/beta`, shape: [filters] },
  ]);
  return parameterLayout([
    ...blocks.flat(),
    { name: 'output/kernel', shape: [3, 3, filters, channels] },
    { name: 'output/bias', shape: [channels] },
  ]);
}

/** The running statistics of an expert: means, then variances, block by block. */
export function statisticsLayout(filters: number): ParameterLayout {
  const blocks = Array.from({ length: HIDDEN_BLOCKS }, (_, b) => `norm${b + 1}`);
  return parameterLayout(
    ['moving_mean', 'moving_variance'].flatMap((which) =>
      blocks.map((block) => ({ name: `${block}/${which}`, shape: [filters] })),
    ),
  );
}

/** The parameters of an expert by role. */
export interface ExpertViews {
  readonly blocks: readonly { kernel: tf.Tensor4D; gamma: tf.Tensor1D; beta: tf.Tensor1D }[];
  readonly outputKernel: tf.Tensor4D;
  readonly outputBias: tf.Tensor1D;
}

/** Names the parameters of an expert, given in the order of {@link expertLayout}. */
export function expertViews(parameters: readonly tf.Tensor[]): ExpertViews {
  const [outputKernel, outputBias] = tensorTuple(parameters.slice(3 * HIDDEN_BLOCKS), [4, 1]);
  return {
    blocks: Array.from({ length: HIDDEN_BLOCKS }, (_, b) => {
      const ofBlock = parameters.slice(3 * b, 3 * b + 3);
      const [kernel, gamma, beta] = tensorTuple(ofBlock, [4, 1, 1]);
      return { kernel, gamma, beta };
    }),
    outputKernel,
    outputBias,
  };
}

/**
 * @param statistics - Means, then variances, block by block; not disposed.
 * @param block - From 0.
 * @returns The mean and the variance `[filters]` of one block; the caller disposes of them.
 */
export function blockStatistics(
  statistics: tf.Tensor1D,
  block: number,
): { mean: tf.Tensor1D; variance: tf.Tensor1D } {
  const filters = statistics.size / (2 * HIDDEN_BLOCKS);
  const at = (part: number) => statistics.slice([part * filters], [filters]);
  return { mean: at(block), variance: at(HIDDEN_BLOCKS + block) };
}
