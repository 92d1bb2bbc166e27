import * as tf from '@tensorflow/tfjs';
import { SMALLEST, imageOf } from './spectralNorm.ts';

/** A kernel `[..., outputs]` and its direction `[outputs, 1]`. */
export interface DirectedKernel {
  /** The kernel. */
  readonly kernel: tf.Tensor;
  /** The unit vector of its power iteration. */
  readonly direction: tf.Tensor2D;
}

/**
 * `spectrallyNormalised` for many kernels without a gradient: their norms are computed together, since for small kernels an op takes
 * longer than its arithmetic.
 *
 * @param kernels - Kernels and directions; not disposed.
 * @returns The normalised kernels, in order; the caller disposes of them.
 */
export function manyNormalised(kernels: readonly DirectedKernel[]): tf.Tensor[] {
  if (kernels.length === 0) return [];
  return tf.tidy(() => {
    const images = kernels.map(({ kernel, direction }) => imageOf(kernel, direction));
    const inverses = tf.split(inverseLengths(images).inverse, images.length);
    return kernels.map(({ kernel }, i) => kernel.mul(inverses[i] ?? 1));
  });
}

/**
 * A step of the power iteration for many kernels: each direction becomes `W^T W u`, of length 1.
 *
 * @param kernels - Kernels and directions; not disposed.
 * @returns The next directions one after the other, `[outputs of all]`; the caller disposes of them.
 */
export function nextDirections(kernels: readonly DirectedKernel[]): tf.Tensor1D {
  if (kernels.length === 0) return tf.zeros([0]);
  return tf.tidy(() => {
    const moved = kernels.map(({ kernel, direction }) => {
      const matrix = kernel.reshape<tf.Tensor2D>([-1, direction.shape[0]]);
      return tf.matMul<tf.Tensor2D>(matrix, imageOf(kernel, direction), true, false);
    });
    const { together, inverse, members } = inverseLengths(moved);
    return together.mul(tf.matMul(members, inverse, true, false)).as1D();
  });
}

/** Columns one below the other `[all, 1]`, one over the length of each `[columns, 1]`, and which entry is of which `[columns, all]`. */
interface Lengths {
  readonly together: tf.Tensor2D;
  readonly inverse: tf.Tensor2D;
  readonly members: tf.Tensor2D;
}

function inverseLengths(columns: readonly tf.Tensor2D[]): Lengths {
  const together = tf.concat2d([...columns], 0);
  const members = membersOf(columns.map(({ shape }) => shape[0]));
  const squares = tf.matMul<tf.Tensor2D>(members, together.square());
  return { together, inverse: squares.maximum<tf.Tensor2D>(SMALLEST).rsqrt(), members };
}

/** A row per part, which is 1 where the part lies. */
function membersOf(sizes: readonly number[]): tf.Tensor2D {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const values = new Float32Array(sizes.length * total);
  let from = 0;
  sizes.forEach((size, i) => {
    values.fill(1, i * total + from, i * total + from + size);
    from += size;
  });
  return tf.tensor2d(values, [sizes.length, total]);
}
