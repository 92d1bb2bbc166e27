import * as tf from '@tensorflow/tfjs';

/**
 * Puts what the steps left behind side by side, so that one product serves all of them.
 *
 * @param steps - One tensor `[modules, batch, size]` per step; not disposed.
 * @returns `[modules, steps * batch, size]`; the caller disposes of it.
 */
export function stackSteps(steps: readonly tf.Tensor3D[]): tf.Tensor3D {
  return steps.length === 1 ? (steps[0] as tf.Tensor3D).clone() : tf.concat3d([...steps], 1);
}
