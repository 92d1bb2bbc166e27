import * as tf from '@tensorflow/tfjs';

/** Added to weights before their logarithm. */
const WEIGHT_EPSILON = 1e-12;

/**
 * Keeps a part of where the heads were: `w = g w_content + (1 - g) w_previous`.
 *
 * @param content - Where the content is `[batch, heads, slots]`; not disposed.
 * @param previous - Where the heads were `[batch, heads, slots]`; not disposed.
 * @param gate - g in [0, 1] `[batch, heads, 1]`; not disposed.
 * @returns `[batch, heads, slots]`; the caller disposes of it.
 */
export function interpolateWeights(
  content: tf.Tensor3D,
  previous: tf.Tensor3D,
  gate: tf.Tensor3D,
): tf.Tensor3D {
  return previous.add(content.sub(previous).mul(gate));
}

/**
 * @param slots - How many slots the ring has.
 * @returns For each slot, where the weight comes from that a shift of -1, 0 and 1 moves to it: int32 `[3, slots]`; the
 * caller disposes of it.
 */
export function shiftSources(slots: number): tf.Tensor2D {
  const sources = [-1, 0, 1].map((shift) =>
    Array.from({ length: slots }, (_, i) => (i - shift + slots) % slots),
  );
  return tf.tensor2d(sources, [3, slots], 'int32');
}

/**
 * @param weights - `[batch, heads, slots]`; not disposed.
 * @param sources - What {@link shiftSources} gives; not disposed.
 * @returns The weights moved by -1, 0 and 1 on the ring `[batch, heads, 3, slots]`; the caller disposes of them.
 */
export function movedWeights(weights: tf.Tensor3D, sources: tf.Tensor2D): tf.Tensor4D {
  return tf.gather(weights, sources, 2) as tf.Tensor as tf.Tensor4D;
}

/**
 * Shifts weights on the ring of slots: `w_i = s_(-1) w_(i+1) + s_0 w_i + s_1 w_(i-1)`.
 *
 * @param moved - What {@link movedWeights} gives; not disposed.
 * @param shift - s, how much moves by -1, 0 and 1 `[batch, heads, 3]`; not disposed.
 * @returns `[batch, heads, slots]`; the caller disposes of it.
 */
export function shiftWeights(moved: tf.Tensor4D, shift: tf.Tensor3D): tf.Tensor3D {
  return moved.mul(shift.expandDims(3)).sum(2);
}

/**
 * @param weights - At least 0; not disposed.
 * @returns Their logarithms, finite; the caller disposes of them.
 */
export function logWeights(weights: tf.Tensor3D): tf.Tensor3D {
  return weights.add<tf.Tensor3D>(WEIGHT_EPSILON).log();
}

/**
 * Sharpens weights: `w_i^gamma / sum_j w_j^gamma`, as a softmax of logarithms.
 *
 * @param logarithms - What {@link logWeights} gives `[batch, heads, slots]`; not disposed.
 * @param gamma - At least 1 `[batch, heads, 1]`; not disposed.
 * @returns Weights that sum to one per head `[batch, heads, slots]`; the caller disposes of them.
 */
export function sharpenWeights(logarithms: tf.Tensor3D, gamma: tf.Tensor3D): tf.Tensor3D {
  return logarithms.mul<tf.Tensor3D>(gamma).softmax();
}
