import * as tf from '@tensorflow/tfjs';
import { halvingPoolGradient } from '@causal-mechanisms/tensor-utils/kernels';

/** What stands between two convolutions of an expert: nothing, an average pool, or a nearest-neighbour upsampling. */
export type Resampling = 'none' | 'halve' | 'double';

/**
 * @param resampling - What to do.
 * @param input - `[n, height, width, c]`, of even sizes where they are halved; not disposed.
 * @returns What the next convolution reads: the input itself where nothing is to be done.
 */
export function resample(resampling: Resampling, input: tf.Tensor4D): tf.Tensor4D {
  if (resampling === 'none') return input;
  if (resampling === 'halve') return tf.avgPool(input, 2, 2, 'valid');
  const [, height, width] = input.shape;
  return tf.image.resizeNearestNeighbor(input, [2 * height, 2 * width]);
}

/**
 * @param resampling - What was done.
 * @param dy - The gradient of its result; not disposed.
 * @param input - What it was done to; not disposed.
 * @returns The gradient of that; the caller disposes of it.
 */
export function resampleGradient(
  resampling: Exclude<Resampling, 'none'>,
  dy: tf.Tensor4D,
  input: tf.Tensor4D,
): tf.Tensor4D {
  // Each pixel stands for four.
  return resampling === 'halve'
    ? halvingPoolGradient(dy, input)
    : tf.tidy(() => tf.avgPool(dy, 2, 2, 'valid').mul<tf.Tensor4D>(4));
}

/**
 * @param resampling - What to do.
 * @param name - Opens the name of the layer.
 * @param convolution - The number of the convolution that follows, from 1; ends the name.
 * @returns A stock layer that does it, or `null` where nothing is to be done.
 */
export function resamplingLayer(
  resampling: Resampling,
  name: string,
  convolution: number,
): tf.layers.Layer | null {
  if (resampling === 'none') return null;
  return resampling === 'halve'
    ? tf.layers.averagePooling2d({ poolSize: 2, strides: 2, name: `${name}_pool${convolution}` })
    : tf.layers.upSampling2d({ size: [2, 2], name: `${name}_upsample${convolution}` });
}
