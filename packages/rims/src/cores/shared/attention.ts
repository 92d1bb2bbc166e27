import * as tf from '@tensorflow/tfjs';
import { tidyAll, withHandGradient } from '@causal-mechanisms/tensor-utils';

/** Queries, keys and values of several heads. */
export interface AttentionInputs {
  /** `[batch, heads, queries, keyWidth]`. */
  readonly queries: tf.Tensor4D;
  /** `[batch, heads, rows, keyWidth]`. */
  readonly keys: tf.Tensor4D;
  /** `[batch, heads, rows, valueWidth]`. */
  readonly values: tf.Tensor4D;
}

/**
 * Scaled dot-product attention without a tape: `softmax(q k' / sqrt(keyWidth) + mask) v`.
 *
 * @param inputs - Queries, keys and values; not disposed.
 * @param mask - Added to the scores `[queries, rows]`. Default: nothing.
 * @returns The attended values `[batch, heads, queries, valueWidth]` and the weights `[batch, heads, queries, rows]`;
 * the caller disposes of both.
 */
export function attend(
  { queries, keys, values }: AttentionInputs,
  mask?: tf.Tensor2D,
): { readonly attended: tf.Tensor4D; readonly weights: tf.Tensor4D } {
  return tidyAll(() => {
    const scaled = queries.mul<tf.Tensor4D>(1 / Math.sqrt(queries.shape[3]));
    const scores = tf.matMul<tf.Tensor4D>(scaled, keys, false, true);
    const weights = tf.softmax<tf.Tensor4D>(mask === undefined ? scores : scores.add(mask));
    return { attended: tf.matMul<tf.Tensor4D>(weights, values), weights };
  });
}

/**
 * The gradient of {@link attend}.
 *
 * @param dy - The gradient of the attended values; not disposed.
 * @param inputs - As in the forward pass; not disposed.
 * @param weights - Of the forward pass; not disposed.
 * @returns The gradients of queries, keys and values; the caller disposes of them.
 */
export function attendGradient(
  dy: tf.Tensor4D,
  { queries, keys, values }: AttentionInputs,
  weights: tf.Tensor4D,
): [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D] {
  return tidyAll((): [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D] => {
    // Of the softmax: dScore = w (dw - sum(w dw)).
    const product = tf.matMul<tf.Tensor4D>(dy, values, false, true).mul<tf.Tensor4D>(weights);
    const dScores = product
      .sub(weights.mul(product.sum(3, true)))
      .mul<tf.Tensor4D>(1 / Math.sqrt(queries.shape[3]));
    return [
      tf.matMul<tf.Tensor4D>(dScores, keys),
      tf.matMul<tf.Tensor4D>(dScores, queries, true, false),
      tf.matMul<tf.Tensor4D>(weights, dy, true, false),
    ];
  });
}

/**
 * {@link attend} as one op on the tape that keeps no more than the weights.
 *
 * @param inputs - Queries, keys and values; not disposed.
 * @param mask - Added to the scores `[queries, rows]`; without a gradient. Default: nothing.
 * @returns `[batch, heads, queries, valueWidth]`; the caller disposes of it. Differentiable in the inputs.
 */
export function attention(inputs: AttentionInputs, mask?: tf.Tensor2D): tf.Tensor4D {
  const { queries, keys, values } = inputs;
  return withHandGradient([queries, keys, values], {
    forward: () => {
      const { attended, weights } = attend(inputs, mask);
      return { value: attended, saved: [queries, keys, values, weights] };
    },
    gradient: (dy, [q, k, v, weights]) => {
      return attendGradient(dy, { queries: q, keys: k, values: v }, weights);
    },
  });
}

/**
 * A mask that keeps queries from what comes after them.
 *
 * @param queries - How many; the last ones of the rows.
 * @param rows - How many keys there are, earlier ones included.
 * @returns 0 where a query may look and -1e9 where not `[queries, rows]`; the caller disposes of it.
 */
export function causalMask(queries: number, rows: number): tf.Tensor2D {
  const past = rows - queries;
  const mask = new Float32Array(queries * rows);
  for (let i = 0; i < queries; i++) mask.fill(-1e9, i * rows + past + i + 1, (i + 1) * rows);
  return tf.tensor2d(mask, [queries, rows]);
}
