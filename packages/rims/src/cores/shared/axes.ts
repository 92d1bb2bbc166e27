import * as tf from '@tensorflow/tfjs';

/**
 * `tf.unstack` along the first axis that is differentiable for a single step too: the gradient that TensorFlow.js has for it takes
 * more than one for granted.
 *
 * @param stacked - `[steps, ..]`; not disposed.
 * @returns One tensor per step; the caller disposes of them.
 */
export function unstackSteps<T extends tf.Tensor>(stacked: tf.Tensor): T[] {
  return stacked.shape[0] === 1 ? [stacked.squeeze<T>([0])] : (tf.unstack(stacked) as T[]);
}

/**
 * Puts what the steps left behind side by side, so that one product serves all of them.
 *
 * @param steps - One tensor `[modules, batch, size]` per step; not disposed.
 * @returns `[modules, steps * batch, size]`; the caller disposes of it.
 */
export function stackSteps(steps: readonly tf.Tensor3D[]): tf.Tensor3D {
  const [only] = steps;
  return only !== undefined && steps.length === 1 ? only.clone() : tf.concat3d([...steps], 1);
}

/**
 * From modules first to module after module.
 *
 * @param states - `[steps, modules, batch, d]`; not disposed.
 * @returns `[steps, batch, units]`; the caller disposes of it.
 */
export function byBatch(states: tf.Tensor4D): tf.Tensor3D {
  const [steps, modules, batch, d] = states.shape;
  return states.transpose([0, 2, 1, 3]).reshape([steps, batch, modules * d]);
}

/**
 * From module after module to modules first.
 *
 * @param states - `[steps, batch, units]`; not disposed.
 * @param modules - How many.
 * @returns `[steps, modules, batch, d]`; the caller disposes of it.
 */
export function byModules(states: tf.Tensor3D, modules: number): tf.Tensor4D {
  const [steps, batch, units] = states.shape;
  return states.reshape([steps, batch, modules, units / modules]).transpose([0, 2, 1, 3]);
}
