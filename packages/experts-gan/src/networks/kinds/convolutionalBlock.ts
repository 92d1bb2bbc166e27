import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import {
  batchNormEluTrain,
  batchNormGradient,
  batchNormTrain,
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import { BATCH_NORM_EPSILON } from './convolutionalNetwork.ts';
import type { BlockViews } from './convolutionalNetwork.ts';
import { resample, resampleGradient } from './resampling.ts';
import type { Resampling } from './resampling.ts';

/** What one hidden block keeps for its gradient. */
export interface BlockPass {
  /** What its convolution read. */
  readonly input: tf.Tensor4D;
  /** What its batch norm read: the convolution, activated where the activation comes first. */
  readonly unnormed: tf.Tensor4D;
  /** What the gradient of batch norm needs. */
  readonly saved: readonly tf.Tensor[];
  /** What it gives. */
  readonly output: tf.Tensor4D;
}

/** What a block says about its batch; disposed by the caller. */
export interface BlockMoments {
  /** The mean of every channel `[filters]`. */
  readonly mean: tf.Tensor1D;
  /** The unbiased variance of every channel `[filters]`. */
  readonly variance: tf.Tensor1D;
}

/** The gradients of a block; disposed by the caller. */
export interface BlockGradient {
  /** Those of its parameters, in the order of the layout. */
  readonly parameters: readonly tf.Tensor[];
  /** That of what the block before gave, where there is one. */
  readonly dBefore?: tf.Tensor4D;
}

/** The block before another one. */
export interface BlockBefore {
  /** What it gave; `undefined` where there is none. */
  readonly output: tf.Tensor4D | undefined;
  /** What stands between the two. */
  readonly resampling: Resampling;
}

/**
 * Convolution, batch norm by the statistics of the batch, and ELU, in the order of the block.
 *
 * @param block - Its parameters; not disposed.
 * @param before - What it is given; not disposed.
 * @param resampling - What stands before its convolution.
 * @returns What its gradient needs, and mean and variance for the running statistics; the caller disposes of them.
 */
export function forwardBlock(
  { kernel, bias, gamma, beta }: BlockViews,
  before: tf.Tensor4D,
  resampling: Resampling,
): BlockPass & BlockMoments {
  return tidyAll(() => {
    const input = resample(resampling, before);
    if (bias === undefined) {
      const unnormed = tf.conv2d(input, kernel, 1, 'same');
      const { y, ...rest } = batchNormEluTrain(unnormed, gamma, beta, BATCH_NORM_EPSILON);
      return { input, unnormed, output: y, ...rest };
    }
    const unnormed = tf.elu(tf.conv2d(input, kernel, 1, 'same').add<tf.Tensor4D>(bias));
    const { y, ...rest } = batchNormTrain(unnormed, gamma, beta, BATCH_NORM_EPSILON);
    return { input, unnormed, output: y, ...rest };
  });
}

/**
 * The gradient of a block, through the statistics of the batch.
 *
 * @param block - Its parameters; not disposed.
 * @param pass - Of {@link forwardBlock}; not disposed.
 * @param dNormed - With respect to what its batch norm gave, in all rows; not disposed.
 * @param before - The block before it; not disposed.
 * @returns The gradients.
 */
export function blockGradient(
  { kernel, bias, gamma }: BlockViews,
  { input, unnormed, saved }: BlockPass,
  dNormed: tf.Tensor4D,
  { output, resampling }: BlockBefore,
): BlockGradient {
  return tidyAll(() => {
    const { dx, dGamma, dBeta } = batchNormGradient(
      dNormed,
      unnormed,
      gamma,
      saved,
      BATCH_NORM_EPSILON,
    );
    const isActivatedFirst = bias !== undefined;
    const dConvolved = isActivatedFirst ? eluGradient(dx, unnormed) : dx;
    const dKernel = convFilterGradient(input, dConvolved, kernel.shape);
    const dBias = isActivatedFirst ? [channelSum(dConvolved)] : [];
    const parameters = [dKernel, ...dBias, dGamma, dBeta];
    if (output === undefined) return { parameters };
    const dBefore = normedGradient(dConvolved, kernel, { output, resampling }, isActivatedFirst);
    return { parameters, dBefore };
  });
}

/**
 * From a convolution back through what resampled its input and, where batch norm comes first, through the ELU of the block before.
 *
 * @param dy - With respect to what the convolution gave; not disposed.
 * @param kernel - Of the convolution; not disposed.
 * @param before - The block before it; not disposed.
 * @param isActivatedFirst - Whether the blocks end with batch norm, and not with the ELU.
 * @returns With respect to what the batch norm of the block before gave; the caller disposes of it.
 */
export function normedGradient(
  dy: tf.Tensor4D,
  kernel: tf.Tensor4D,
  { output, resampling }: BlockBefore & { readonly output: tf.Tensor4D },
  isActivatedFirst: boolean,
): tf.Tensor4D {
  if (resampling === 'none') {
    return isActivatedFirst
      ? convInputGradient(dy, kernel)
      : convInputEluGradient(dy, kernel, output);
  }
  return tf.tidy(() => {
    const dOutput = resampleGradient(resampling, convInputGradient(dy, kernel), output);
    return isActivatedFirst ? dOutput : eluGradient(dOutput, output);
  });
}
