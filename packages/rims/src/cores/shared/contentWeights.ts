import type * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { product } from './product.ts';

/** Added to squared lengths, so that an empty slot has a cosine of 0 and not of 0/0. */
const LENGTH_EPSILON = 1e-6;

/**
 * Addressing by content: `w_hi = softmax_i(strength_h cos(key_h, M_i))`.
 *
 * @param keys - `[batch, heads, slotWidth]`; not disposed.
 * @param strengths - At least 0 `[batch, heads, 1]`; not disposed.
 * @param memory - A column per slot `[batch, slotWidth, slots]`; not disposed.
 * @returns Weights that sum to one per head `[batch, heads, slots]`; the caller disposes of them. One op on the tape,
 * differentiable in all three.
 */
export function contentWeights(
  keys: tf.Tensor3D,
  strengths: tf.Tensor3D,
  memory: tf.Tensor3D,
): tf.Tensor3D {
  return withHandGradient([keys, strengths, memory], {
    forward: () => {
      const query = unitVectors(keys, 2);
      const column = unitVectors(memory, 1);
      const cosines = product(query.unit, column.unit);
      const value = cosines.mul<tf.Tensor3D>(strengths).softmax();
      const { unit, scale } = query;
      return { value, saved: [value, cosines, strengths, unit, scale, column.unit, column.scale] };
    },
    gradient: (dy, [value, cosines, strength, query, queryScale, column, columnScale]) => {
      const dLogits = softmaxGradient(dy, value);
      const dCosines = dLogits.mul<tf.Tensor3D>(strength);
      return [
        unitGradient(product(dCosines, column, 'second'), query, queryScale, 2),
        dLogits.mul(cosines).sum(2, true),
        unitGradient(product(query, dCosines, 'first'), column, columnScale, 1),
      ];
    },
  });
}

/**
 * The gradient of a softmax over the last axis: `dz = w (dy - sum(w dy))`.
 *
 * @param dy - For the weights; not disposed.
 * @param weights - w; not disposed.
 * @returns For the logits; the caller disposes of it.
 */
export function softmaxGradient(dy: tf.Tensor3D, weights: tf.Tensor3D): tf.Tensor3D {
  return weights.mul(dy.sub(weights.mul(dy).sum(2, true)));
}

function unitVectors(vectors: tf.Tensor3D, axis: number) {
  const scale = vectors.square().sum(axis, true).add<tf.Tensor3D>(LENGTH_EPSILON).rsqrt();
  return { unit: vectors.mul<tf.Tensor3D>(scale), scale };
}

/** With v = x s and s one over the length of x: `dx = s (dv - v sum(v dv))`. */
function unitGradient(dUnit: tf.Tensor3D, unit: tf.Tensor3D, scale: tf.Tensor3D, axis: number) {
  return dUnit.sub(unit.mul(unit.mul(dUnit).sum(axis, true))).mul<tf.Tensor3D>(scale);
}
