import * as tf from '@tensorflow/tfjs';

/**
 * `tf.unstack` along the first axis that is differentiable for a single step too: the gradient that TensorFlow.js has for it takes
 * more than one for granted.
 *
 * @param stacked - `[steps, ..]`.
 * @returns One tensor per step; the caller disposes of them.
 */
export function unstackSteps<T extends tf.Tensor>(stacked: tf.Tensor): T[] {
  return stacked.shape[0] === 1 ? [stacked.squeeze<T>([0])] : (tf.unstack(stacked) as T[]);
}
