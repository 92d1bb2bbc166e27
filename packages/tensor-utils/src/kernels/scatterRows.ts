import * as tf from '@tensorflow/tfjs';
import { ShapeError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape, hasKernel } from './kernelChecks.ts';

/**
 * Some rows of a batch, with zeros in the place of the others: the gradient of `tf.gather(like, rows)` with respect to `like`, for
 * rows that differ from each other.
 *
 * @param values - One entry per row, `[k, ...]`; not disposed.
 * @param rows - Where they belong in the batch, `[k]` of int32, each at most once; not disposed.
 * @param like - A batch `[n, ...]`, for its shape; not disposed.
 * @returns A tensor of the batch's shape; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor, or rows that are not int32; DisposedError; ShapeError when the shapes do not fit each
 *   other, or for a scalar. The native kernels refuse a row that is outside the batch or named twice; elsewhere it is up to
 *   `tf.scatterND`.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { scatterRows } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const batch = tf.tidy(() =>
 *   scatterRows(tf.tensor2d([[1, 2]]), tf.tensor1d([1], 'int32'), tf.zeros([3, 2])),
 * );
 * console.log(await batch.data()); // [0, 0, 1, 2, 0, 0]
 * batch.dispose();
 * ```
 */
export function scatterRows<T extends tf.Tensor>(values: T, rows: tf.Tensor1D, like: T): T {
  checkTensor('scatterRows', 'like', like);
  if (like.rank === 0) throw new ShapeError('scatterRows: like must have rows, got a scalar');
  checkTensor('scatterRows', 'rows', rows, { rank: 1, dtype: 'int32' });
  expectShape('scatterRows', 'values', values, [rows.size, ...like.shape.slice(1)]);
  if (hasKernel('CausalScatterRows')) {
    return tf.engine().runKernel('CausalScatterRows', { values, rows, like });
  }
  return tf.tidy(() => tf.scatterND(rows.as2D(-1, 1), values, like.shape) as T);
}
