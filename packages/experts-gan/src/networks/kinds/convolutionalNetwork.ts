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

/** Which statistics batch norm takes in predictions: the running ones of the training, or those of the images that are worked on together. */
export type EvaluationStatistics = 'running' | 'batch';

/** What follows the convolution of a block first: batch norm, as in the paper, or its activation, as in public programs. */
export type BlockOrder = 'batchNormFirst' | 'activationFirst';

/**
 * The parameters of an expert: 27 F^2 + 26 F + 1 for one channel. Batch norm takes a bias before it away; where the activation comes
 * between them, the convolutions have one: 27 F^2 + 30 F + 1.
 *
 * @param filters - Of each hidden convolution.
 * @param channels - Of the images.
 * @param order - What follows a convolution first. Default: batch norm.
 * @returns Kernels, biases, and scales and offsets of batch norm.
 */
export function expertLayout(
  filters: number,
  channels: number,
  order: BlockOrder = 'batchNormFirst',
): ParameterLayout {
  const blocks = Array.from({ length: HIDDEN_BLOCKS }, (_, b): ParameterSpec[] => [
    { name: `conv${b + 1}/kernel`, shape: [3, 3, b === 0 ? channels : filters, filters] },
    ...(order === 'activationFirst' ? [{ name: `conv${b + 1}/bias`, shape: [filters] }] : []),
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

/** The parameters of a hidden block by role. */
export interface BlockViews {
  readonly kernel: tf.Tensor4D;
  /** `undefined` where batch norm follows the convolution, which takes a bias away. */
  readonly bias: tf.Tensor1D | undefined;
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
}

/** The parameters of an expert by role. */
export interface ExpertViews {
  readonly blocks: readonly BlockViews[];
  readonly outputKernel: tf.Tensor4D;
  readonly outputBias: tf.Tensor1D;
}

/** Names the parameters of an expert, given in the order of {@link expertLayout}, whose number tells the order of its blocks. */
export function expertViews(parameters: readonly tf.Tensor[]): ExpertViews {
  const each = (parameters.length - 2) / HIDDEN_BLOCKS;
  const [outputKernel, outputBias] = tensorTuple(parameters.slice(each * HIDDEN_BLOCKS), [4, 1]);
  return {
    blocks: Array.from({ length: HIDDEN_BLOCKS }, (_, b) => {
      const ofBlock = parameters.slice(each * b, each * (b + 1));
      if (each === 3) {
        const [kernel, gamma, beta] = tensorTuple(ofBlock, [4, 1, 1]);
        return { kernel, bias: undefined, gamma, beta };
      }
      const [kernel, bias, gamma, beta] = tensorTuple(ofBlock, [4, 1, 1, 1]);
      return { kernel, bias, gamma, beta };
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
