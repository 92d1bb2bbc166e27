import * as tf from '@tensorflow/tfjs';
import { tensorTuple, withHandGradient } from '@causal-mechanisms/tensor-utils';
import { product } from './product.ts';

/**
 * Writes to a memory: each head erases, then all add, `M_i = M_i prod_h (1 - w_hi e_h) + sum_h w_hi a_h`.
 *
 * @param memory - A column per slot `[batch, slotWidth, slots]`; not disposed.
 * @param weights - w, where each head writes `[batch, heads, slots]`; not disposed.
 * @param erase - e in [0, 1] `[batch, heads, slotWidth]`; not disposed.
 * @param add - a `[batch, heads, slotWidth]`; not disposed.
 * @returns The memory afterwards; the caller disposes of it. One op on the tape, differentiable in all four.
 */
export function writeSlots(
  memory: tf.Tensor3D,
  weights: tf.Tensor3D,
  erase: tf.Tensor3D,
  add: tf.Tensor3D,
): tf.Tensor3D {
  return withHandGradient([memory, weights, erase, add], {
    forward: () => {
      const erases = perHead(erase);
      const passes: tf.Tensor3D[] = [];
      let left = memory;
      for (const [h, head] of perHead(weights).entries()) {
        const kept = tf.sub<tf.Tensor3D>(1, product(erases[h] as tf.Tensor3D, head, 'first'));
        passes.push(left, kept);
        left = left.mul(kept);
      }
      const value = left.add<tf.Tensor3D>(product(add, weights, 'first'));
      return { value, saved: [weights, erase, add, ...passes] };
    },
    gradient: writeGradient,
  });
}

/** Backwards through the heads: each kept the share `K_h = 1 - e_h w_h` of what the ones before had left. */
function writeGradient(
  dy: tf.Tensor3D,
  [weights, erase, add, ...passes]: readonly [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    ...tf.Tensor3D[],
  ],
): tf.Tensor[] {
  const [heads, erases] = [perHead(weights), perHead(erase)];
  const dWeights: tf.Tensor3D[] = [];
  const dErase: tf.Tensor3D[] = [];
  let dLeft = dy;
  for (let h = heads.length - 1; h >= 0; h--) {
    const [left, kept] = tensorTuple(passes.slice(2 * h, 2 * h + 2), [3, 3]);
    const dGone = tf.neg(dLeft.mul<tf.Tensor3D>(left));
    dWeights.unshift(product(erases[h] as tf.Tensor3D, dGone));
    dErase.unshift(product(heads[h] as tf.Tensor3D, dGone, 'second'));
    dLeft = dLeft.mul<tf.Tensor3D>(kept);
  }
  return [
    dLeft,
    tf.concat3d(dWeights, 1).add(product(add, dy)),
    tf.concat3d(dErase, 1),
    product(weights, dy, 'second'),
  ];
}

/**
 * Reads from a memory: `r_h = sum_i w_hi M_i`.
 *
 * @param memory - A column per slot `[batch, slotWidth, slots]`; not disposed.
 * @param weights - w, where each head reads `[batch, heads, slots]`; not disposed.
 * @returns What the heads read, side by side `[batch, heads * slotWidth]`; the caller disposes of it. Differentiable.
 */
export function readSlots(memory: tf.Tensor3D, weights: tf.Tensor3D): tf.Tensor2D {
  const width = weights.shape[1] * memory.shape[1];
  return product(weights, memory, 'second').reshape([-1, width]);
}

/** A single head costs no op. */
function perHead(heads: tf.Tensor3D): tf.Tensor3D[] {
  const count = heads.shape[1];
  return count === 1 ? [heads] : tf.split(heads, count, 1);
}
