import * as tf from '@tensorflow/tfjs';

/**
 * Tells the leak check of TensorFlow.js's test mode that an op with a gradient of its own keeps tensors beside its output. To be
 * called inside the op, after its last tensor is made. Outside of the test mode nothing is counted, and this does nothing.
 *
 * @param count - How many tensors.
 */
export function announceKept(count: number): void {
  const moves = tf.engine().state.numDataMovesStack;
  const last = moves.length - 1;
  if (last >= 0) moves[last] = (moves[last] ?? 0) + count;
}
