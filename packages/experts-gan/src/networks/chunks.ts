import * as tf from '@tensorflow/tfjs';

/** Images of a call that are worked on at a time: bounds the memory of a prediction. */
export const CHUNK = 64;

/**
 * Works on a few images at a time and joins the results.
 *
 * @param images - `[n, height, width, c]`; not disposed.
 * @param none - The shape of the result when there are no images: kernels disagree about empty input.
 * @param work - Makes one entry per image of a chunk.
 * @returns The joined results; the caller disposes of them.
 */
export function inChunks<T extends tf.Tensor>(
  images: tf.Tensor4D,
  none: T['shape'],
  work: (chunk: tf.Tensor4D) => T,
): T {
  const count = images.shape[0];
  if (count === 0) return tf.zeros<tf.Rank>(none) as T;
  if (count <= CHUNK) return tf.tidy(() => work(images).clone<T>());
  return tf.tidy(() => {
    const parts: T[] = [];
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      parts.push(tf.tidy(() => work(images.slice([from, 0, 0, 0], [size, -1, -1, -1]))));
    }
    return tf.concat(parts, 0);
  });
}
