import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { product } from '../shared/product.ts';

/** The least usage that allocation reckons with: it divides by usage in its gradient. */
const USAGE_EPSILON = 1e-6;

/**
 * @param slots - How many.
 * @returns Whether slot i (row) comes before slot j (column) by its number: bool `[slots, slots]`; the caller disposes
 * of it.
 */
export function slotOrder(slots: number): tf.Tensor2D {
  const values = Uint8Array.from({ length: slots * slots }, (_, at) =>
    Math.floor(at / slots) < at % slots ? 1 : 0,
  );
  return tf.tensor2d(values, [slots, slots], 'bool');
}

/**
 * Where there is room to write: `a_j = (1 - u_j) P_j`, with P_j the product of u_i over the slots that are used less
 * than j; of equally used ones the first comes first. The order counts as constant in the gradient.
 *
 * Instead of sorting, it multiplies the logarithms with the matrix that says which slot comes before which. The gradient
 * is derived by hand: `du_i = (sum_(j after i) a_j da_j) / u_i - P_i da_i`.
 *
 * @param usage - u in [0, 1] `[batch, 1, slots]`; not disposed.
 * @param order - What {@link slotOrder} gives; not disposed.
 * @returns Weights whose sum is at most one `[batch, 1, slots]`; the caller disposes of them. One op on the tape,
 * differentiable in u.
 */
export function allocationWeights(usage: tf.Tensor3D, order: tf.Tensor2D): tf.Tensor3D {
  return withHandGradient([usage], {
    forward: () => {
      const used = usage.mul(1 - USAGE_EPSILON).add<tf.Tensor3D>(USAGE_EPSILON);
      const column = used.reshape([-1, used.shape[2], 1]);
      const tied = tf.logicalAnd(column.equal(used), order);
      const before = tf.logicalOr(column.less(used), tied).cast<tf.Tensor3D>('float32');
      const lessUsed = product(used.log(), before).exp<tf.Tensor3D>();
      const value = tf.sub(1, used).mul<tf.Tensor3D>(lessUsed);
      return { value, saved: [used, before, lessUsed, value] };
    },
    gradient: (dy, [used, before, lessUsed, value]) => {
      const later = product(value.mul<tf.Tensor3D>(dy), before, 'second').div(used);
      return [later.sub(lessUsed.mul(dy)).mul(1 - USAGE_EPSILON)];
    },
  });
}
