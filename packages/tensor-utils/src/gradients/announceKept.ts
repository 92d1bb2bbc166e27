import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks.ts';

/**
 * Tells the leak check of TensorFlow.js's test mode that an op with a gradient of its own keeps tensors beside its output. To be
 * called inside the op, after its last tensor is made. Outside of the test mode nothing is counted, and this does nothing.
 * {@link withHandGradient} does it by itself; this is for ops that call `tf.customGrad`.
 *
 * @param count - How many tensors.
 * @throws ArgumentError when it is no integer of at least 0.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { announceKept } from '@causal-mechanisms/tensor-utils';
 *
 * const exp = tf.customGrad((x, save) => {
 *   const [value, slope] = [(x as tf.Tensor).exp(), (x as tf.Tensor).exp()];
 *   (save as unknown as tf.GradSaveFunc)([slope]);
 *   announceKept(1); // the slope is no output
 *   return { value, gradFunc: (dy, saved) => saved.map((kept) => dy.mul(kept)) };
 * });
 * console.log((await tf.grad((x) => exp(x))(tf.zeros([1])).data())[0]); // 1
 * ```
 */
export function announceKept(count: number): void {
  checkCount('announceKept', 'count', count, { least: 0 });
  const moves = tf.engine().state.numDataMovesStack;
  const last = moves.length - 1;
  if (last >= 0) moves[last] = (moves[last] ?? 0) + count;
}
