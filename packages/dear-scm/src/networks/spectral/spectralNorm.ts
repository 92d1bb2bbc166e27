import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/** Keeps the norm of a kernel that is all zeros from dividing. */
const SMALLEST = 1e-12;

/**
 * A kernel divided by an estimate of its spectral norm (Miyato et al., 2018): `W / sigma` with `sigma = |W u|`, where the unit vector
 * `u` is near the right singular vector of the largest singular value. The gradient takes `u` for constant and goes through `sigma`:
 * `d sigma / dW = v u^T` with `v = W u / sigma`.
 *
 * @param kernel - `[..., outputs]`, taken as a matrix W of `outputs` columns; not disposed.
 * @param direction - u `[outputs]`; not disposed, and without gradient.
 * @returns The kernel, of the same shape; the caller disposes of it.
 */
export function spectrallyNormalised<T extends tf.Tensor>(kernel: T, direction: tf.Tensor1D): T {
  return withHandGradient<T>([kernel], {
    forward: () => {
      const [image, sigma] = imageOf(kernel, direction);
      const value: T = kernel.div(sigma);
      return { value, saved: [value, sigma, image.div(sigma)] };
    },
    gradient: (dy, saved) => {
      const [value, sigma, image] = saved as [T, tf.Tensor, tf.Tensor2D];
      // (dy - <dy, W / sigma> v u^T) / sigma
      const along = dy.mul(value).sum();
      const outer = image.mul(along).matMul(direction.as2D(1, -1));
      return [dy.sub(outer.reshape(dy.shape)).div(sigma)];
    },
  });
}

/**
 * One step of the power iteration: `u` becomes `W^T W u`, of length 1.
 *
 * @param kernel - As in {@link spectrallyNormalised}; not disposed.
 * @param direction - u `[outputs]`; not disposed.
 * @returns The next u `[outputs]`; the caller disposes of it.
 */
export function nextDirection(kernel: tf.Tensor, direction: tf.Tensor1D): tf.Tensor1D {
  return tf.tidy(() => {
    const [image] = imageOf(kernel, direction);
    const next = asMatrix(kernel).transpose().matMul(image).as1D();
    return next.div<tf.Tensor1D>(lengthOf(next));
  });
}

/**
 * @param kernel - As in {@link spectrallyNormalised}; not disposed.
 * @param direction - u `[outputs]`; not disposed.
 * @returns sigma, a scalar; the caller disposes of it.
 */
export function spectralNorm(kernel: tf.Tensor, direction: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => imageOf(kernel, direction)[1]);
}

/** W u `[rows, 1]` and its length. */
function imageOf(kernel: tf.Tensor, direction: tf.Tensor1D): [tf.Tensor2D, tf.Scalar] {
  const image = tf.matMul<tf.Tensor2D>(asMatrix(kernel), direction.as2D(-1, 1));
  return [image, lengthOf(image)];
}

function lengthOf(vector: tf.Tensor): tf.Scalar {
  return vector.square().sum().sqrt().maximum<tf.Scalar>(SMALLEST);
}

function asMatrix(kernel: tf.Tensor): tf.Tensor2D {
  return kernel.reshape([-1, kernel.shape.at(-1) ?? 1]);
}
