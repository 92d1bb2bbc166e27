import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Draws a mask that drops entries and scales up the others, so that the mean stays.
 *
 * Only the distances between dropped entries are drawn: a mask costs a draw per dropped entry.
 *
 * @param shape - Its shape.
 * @param rate - The share that is dropped, in [0, 1).
 * @param stream - Where it is drawn from.
 * @returns 0 or 1 / (1 - rate); the caller disposes of it.
 */
export function dropoutMask(shape: number[], rate: number, stream: RandomStream): tf.Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(length).fill(1 / (1 - rate));
  if (rate > 0) {
    const logKept = Math.log1p(-rate);
    const gap = () => Math.floor(Math.log(1 - stream.uniform()) / logKept);
    for (let place = gap(); place < length; place += 1 + gap()) values[place] = 0;
  }
  return tf.tensor(values, shape);
}
