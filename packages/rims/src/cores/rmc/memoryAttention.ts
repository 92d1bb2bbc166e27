import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { attend, attendGradient } from '../shared/attention.ts';

/** The sizes of {@link memoryAttention}. */
export interface MemoryAttentionSizes {
  /** Sequences side by side. */
  readonly batch: number;
  /** Rows of the memory. */
  readonly slots: number;
  /** Attention heads. */
  readonly heads: number;
  /** The width of a key and a query of one head. */
  readonly keyWidth: number;
  /** The width of a value of one head. */
  readonly valueWidth: number;
}

/**
 * Lets every row of a memory look at all rows of the memory and at one row of input.
 *
 * A row holds, head after head, a query, a key and a value. The input row's query is not used: nothing reads what it
 * would see.
 *
 * @param memory - Of the memory `[batch * slots, heads * (2 * keyWidth + valueWidth)]`; not disposed.
 * @param input - Of the input `[batch, heads * (2 * keyWidth + valueWidth)]`; not disposed.
 * @param sizes - The sizes.
 * @returns What each row saw, heads side by side `[batch * slots, heads * valueWidth]`; the caller disposes of it. One op
 * on the tape, differentiable in memory and input.
 */
export function memoryAttention(
  memory: tf.Tensor2D,
  input: tf.Tensor2D,
  sizes: MemoryAttentionSizes,
): tf.Tensor2D {
  const { batch, slots, heads, keyWidth, valueWidth } = sizes;
  const rowWidth = heads * (2 * keyWidth + valueWidth);
  return withHandGradient([memory, input], {
    forward: () => {
      const rows = tf.concat3d(
        [memory.reshape([batch, slots, rowWidth]), input.reshape([batch, 1, rowWidth])],
        1,
      );
      const byHead = rows
        .reshape<tf.Tensor4D>([batch, slots + 1, heads, -1])
        .transpose<tf.Tensor4D>([0, 2, 1, 3]);
      const queries = byHead.slice([0, 0, 0, 0], [-1, -1, slots, keyWidth]);
      const keys = byHead.slice([0, 0, 0, keyWidth], [-1, -1, -1, keyWidth]);
      const values = byHead.slice([0, 0, 0, 2 * keyWidth], [-1, -1, -1, valueWidth]);
      const { attended, weights } = attend({ queries, keys, values });
      const value = attended
        .transpose([0, 2, 1, 3])
        .reshape<tf.Tensor2D>([batch * slots, heads * valueWidth]);
      return { value, saved: [queries, keys, values, weights] };
    },
    gradient: (dy, [queries, keys, values, weights]) => {
      const dAttended = dy
        .reshape([batch, slots, heads, valueWidth])
        .transpose<tf.Tensor4D>([0, 2, 1, 3]);
      const [dQueries, dKeys, dValues] = attendGradient(
        dAttended,
        { queries, keys, values },
        weights,
      );
      const dByHead = tf.concat4d([lengthened(dQueries), dKeys, dValues], 3);
      const dRows = dByHead.transpose([0, 2, 1, 3]).reshape([batch, slots + 1, rowWidth]);
      return [
        dRows.slice([0, 0, 0], [-1, slots, -1]).reshape([batch * slots, rowWidth]),
        dRows.slice([0, slots, 0], [-1, 1, -1]).reshape([batch, rowWidth]),
      ];
    },
  });
}

/** Adds a row of zeros: the gradient of the query that nobody asked. */
function lengthened(queries: tf.Tensor4D): tf.Tensor4D {
  const [batch, heads, , width] = queries.shape;
  return tf.concat4d([queries, tf.zeros([batch, heads, 1, width])], 2);
}
