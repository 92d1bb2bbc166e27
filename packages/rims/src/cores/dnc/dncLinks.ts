import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { product } from '../shared/product.ts';

/**
 * @param slots - How many.
 * @returns 1, but 0 on the diagonal `[slots, slots]`; the caller disposes of it.
 */
export function offDiagonal(slots: number): tf.Tensor2D {
  return tf.tidy(() => tf.sub(1, tf.eye(slots)));
}

/**
 * Which slot was written after which: `L_ij = (1 - w_i - w_j) L_ij + w_i p_j`, with a diagonal of zeros.
 *
 * @param links - L before `[batch, slots, slots]`; not disposed.
 * @param precedence - p before, where the last writing was `[batch, 1, slots]`; not disposed.
 * @param writeWeights - w `[batch, 1, slots]`; not disposed.
 * @param mask - What {@link offDiagonal} gives; not disposed.
 * @returns L `[batch, slots, slots]`; the caller disposes of it. One op on the tape, differentiable in the first three.
 */
export function nextLinks(
  links: tf.Tensor3D,
  precedence: tf.Tensor3D,
  writeWeights: tf.Tensor3D,
  mask: tf.Tensor2D,
): tf.Tensor3D {
  return withHandGradient([links, precedence, writeWeights], {
    forward: () => {
      const column = writeWeights.reshape<tf.Tensor3D>([-1, writeWeights.shape[2], 1]);
      const kept = tf.sub(1, column).sub<tf.Tensor3D>(writeWeights);
      const value = kept.mul(links).add<tf.Tensor3D>(column.mul(precedence).mul(mask));
      return { value, saved: [links, precedence, writeWeights, kept, mask] };
    },
    gradient: (dy, [old, last, write, kept, off]) => {
      const dNew = dy.mul<tf.Tensor3D>(off);
      const lost = dy.mul<tf.Tensor3D>(old);
      const byRow = lost.sum(2).reshape(write.shape);
      return [
        dy.mul(kept),
        product(write, dNew),
        product(last, dNew, 'second').sub(byRow).sub(lost.sum(1, true)),
      ];
    },
  });
}

/**
 * How far each slot is the one that was written last: `p = (1 - sum_i w_i) p + w`.
 *
 * @param precedence - p before `[batch, 1, slots]`; not disposed.
 * @param writeWeights - w `[batch, 1, slots]`; not disposed.
 * @returns p `[batch, 1, slots]`; the caller disposes of it. One op on the tape, differentiable in both.
 */
export function nextPrecedence(precedence: tf.Tensor3D, writeWeights: tf.Tensor3D): tf.Tensor3D {
  return withHandGradient([precedence, writeWeights], {
    forward: () => {
      const kept = tf.sub(1, writeWeights.sum(2, true));
      const value = kept.mul(precedence).add<tf.Tensor3D>(writeWeights);
      return { value, saved: [precedence, kept] };
    },
    gradient: (dy, [old, kept]) => {
      return [dy.mul(kept), dy.sub(dy.mul(old).sum(2, true))];
    },
  });
}
