import * as tf from '@tensorflow/tfjs';

/**
 * A product of matrices, or of stacks of matrices that broadcast against each other, whose type keeps the rank.
 *
 * @param a - `[.., m, n]`.
 * @param b - `[.., n, p]`.
 * @param transposed - Which of the two is turned over before. Default: none.
 * @returns `[.., m, p]`; the caller disposes of it.
 */
export function product<T extends tf.Tensor>(
  a: T,
  b: tf.Tensor,
  transposed?: 'first' | 'second',
): T {
  return tf.matMul<T>(a, b, transposed === 'first', transposed === 'second');
}
