import * as tf from '@tensorflow/tfjs';

/** Rows at a time: bounds the memory of the layers between. */
const PIECE = 256;

/**
 * Runs a function of rows over many rows, some at a time.
 *
 * @param rows - `[n, ...]`; not disposed.
 * @param run - Of a piece of the rows, which it does not dispose of.
 * @returns The results below each other; the caller disposes of them.
 */
export function inPieces<Rows extends tf.Tensor, Result extends tf.Tensor>(
  rows: Rows,
  run: (piece: Rows) => Result,
): Result {
  return tf.tidy(() => {
    const [count = 0] = rows.shape;
    if (count <= PIECE) return run(rows);
    const parts: Result[] = [];
    for (let from = 0; from < count; from += PIECE) {
      const size = Math.min(PIECE, count - from);
      parts.push(tf.tidy(() => run(tf.slice(rows, from, size))));
    }
    return tf.concat<Result>(parts, 0);
  });
}
