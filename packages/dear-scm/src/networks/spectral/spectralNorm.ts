import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/** Keeps the norm of a kernel that is all zeros from dividing: a square. */
export const SMALLEST = 1e-24;

/** Rounds of the power iteration that bring random vectors near the largest singular values, before anything is divided by these. */
export const POWER_ROUNDS = 10;

/**
 * A kernel divided by an estimate of its spectral norm (Miyato et al., 2018): `W / sigma` with `sigma = |W u|`, where the unit vector
 * `u` is near the right singular vector of the largest singular value. The gradient takes `u` for constant and goes through `sigma`:
 * `d sigma / dW = v u^T` with `v = W u / sigma`.
 *
 * @param kernel - `[..., outputs]`, taken as a matrix W of `outputs` columns; not disposed.
 * @param direction - u `[outputs, 1]`; not disposed, and without gradient.
 * @returns The kernel, of the same shape; the caller disposes of it.
 */
export function spectrallyNormalised<T extends tf.Tensor>(kernel: T, direction: tf.Tensor2D): T {
  type Saved = readonly [value: T, image: tf.Tensor2D, inverse: tf.Tensor2D, u: tf.Tensor2D];
  return withHandGradient<T, Saved>([kernel], {
    forward: () => {
      const image = imageOf(kernel, direction);
      const inverse = inverseLength(image);
      const value: T = kernel.mul(inverse);
      return { value, saved: [value, image, inverse, direction] };
    },
    gradient: (dy, [value, image, inverse, u]) => [gradientOf(dy, value, image, inverse, u)],
  });
}

/** `(dy - <dy, W / sigma> v u^T) / sigma`. */
function gradientOf<T extends tf.Tensor>(
  dy: T,
  normalised: T,
  image: tf.Tensor2D,
  inverse: tf.Tensor2D,
  direction: tf.Tensor2D,
): T {
  const along = dy.mul(normalised).sum().mul(inverse);
  const outer = tf.matMul(image.mul<tf.Tensor2D>(along), direction, false, true);
  return dy.sub<T>(outer.reshape(dy.shape)).mul<T>(inverse);
}

/**
 * @param kernel - As in {@link spectrallyNormalised}; not disposed.
 * @param direction - u `[outputs, 1]`; not disposed.
 * @returns W u `[rows, 1]`; the caller disposes of it.
 */
export function imageOf(kernel: tf.Tensor, direction: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(asMatrix(kernel), direction);
}

/** One over the length of a column, `[1, 1]`. */
function inverseLength(column: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul<tf.Tensor2D>(column, column, true, false).maximum<tf.Tensor2D>(SMALLEST).rsqrt();
}

function asMatrix(kernel: tf.Tensor): tf.Tensor2D {
  return kernel.rank === 2
    ? (kernel as tf.Tensor2D)
    : kernel.reshape([-1, kernel.shape.at(-1) ?? 1]);
}
