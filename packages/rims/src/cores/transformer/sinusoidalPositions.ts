import * as tf from '@tensorflow/tfjs';

/**
 * The positions of Vaswani et al. (2017), defined for any length:
 * `p(t, 2i) = sin(t / 10000^(2i / width))`, `p(t, 2i + 1) = cos(t / 10000^(2i / width))`.
 *
 * @param from - The first position.
 * @param count - How many positions.
 * @param width - The width of a vector.
 * @returns `[count, width]`; the caller disposes of it.
 */
export function sinusoidalPositions(from: number, count: number, width: number): tf.Tensor2D {
  const values = Float32Array.from({ length: count * width }, (_, k) => {
    const column = k % width;
    const even = column - (column % 2);
    const angle = (from + Math.floor(k / width)) / 10_000 ** (even / width);
    return column === even ? Math.sin(angle) : Math.cos(angle);
  });
  return tf.tensor2d(values, [count, width]);
}
