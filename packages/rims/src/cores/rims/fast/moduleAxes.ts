import type * as tf from '@tensorflow/tfjs';

/**
 * @param states - `[steps, modules, batch, d]`; not disposed.
 * @returns Module after module `[steps, batch, units]`; the caller disposes of it.
 */
export function byBatch(states: tf.Tensor4D): tf.Tensor3D {
  const [steps, modules, batch, d] = states.shape;
  return states.transpose([0, 2, 1, 3]).reshape([steps, batch, modules * d]);
}

/**
 * @param states - `[steps, batch, units]`; not disposed.
 * @param modules - How many.
 * @returns `[steps, modules, batch, d]`; the caller disposes of it.
 */
export function byModules(states: tf.Tensor3D, modules: number): tf.Tensor4D {
  const [steps, batch, units] = states.shape;
  return states.reshape([steps, batch, modules, units / modules]).transpose([0, 2, 1, 3]);
}
