import * as tf from '@tensorflow/tfjs';

/** Added to the variance, as in PyTorch. A key of zeros, that of the null row, stays one. */
const EPSILON = 1e-5;

/** Normalised keys, and what their gradient needs; the caller disposes of both. */
export interface NormedKeys<T extends tf.Tensor> {
  /** Of mean 0 and variance 1 along the last axis. */
  readonly normed: T;
  /** One over the deviations, of length 1 along the last axis. */
  readonly scale: T;
}

/**
 * Layer norm of keys along their last axis, without gain and offset, so that their size at the start of training does not matter.
 *
 * @param keys - `[..., key]`; not disposed.
 * @returns The same shape; differentiable.
 */
export function normaliseKeys<T extends tf.Tensor>(keys: T): NormedKeys<T> {
  const centred = keys.sub<T>(keys.mean(-1, true));
  const scale = centred.square().mean(-1, true).add<T>(EPSILON).rsqrt();
  return { normed: centred.mul(scale), scale };
}

/**
 * The gradient of {@link normaliseKeys}.
 *
 * @param dy - For the normalised keys; not disposed.
 * @param found - What normalising them gave.
 * @returns For the keys.
 */
export function keyNormGradient<T extends tf.Tensor>(dy: T, { normed, scale }: NormedKeys<T>): T {
  const along = normed.mul(dy.mul(normed).mean(-1, true));
  return dy.sub(dy.mean(-1, true)).sub(along).mul(scale);
}
