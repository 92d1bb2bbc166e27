import * as tf from '@tensorflow/tfjs';

/** Images of a call that are worked on at a time: bounds the memory of a prediction. */
export const CHUNK = 64;

/** Some images of a call. */
export interface ChunkRange {
  /** The number of the first. */
  readonly from: number;
  /** How many there are. */
  readonly size: number;
}

/**
 * Divides the images of a call into chunks. Where the images of a chunk depend on each other its size matters, and chunks are as equal as
 * can be, so that none is of a few images left over.
 *
 * @param count - Images of the call.
 * @param rowwise - Whether the outputs for images do not depend on each other. Default: true.
 * @returns The chunks, of at most {@link CHUNK} images each.
 */
export function chunkRanges(count: number, rowwise = true): ChunkRange[] {
  const chunks = Math.ceil(count / CHUNK);
  const begin = (chunk: number) => (rowwise ? chunk * CHUNK : Math.round((chunk * count) / chunks));
  return Array.from({ length: chunks }, (_, chunk) => {
    const from = begin(chunk);
    return { from, size: Math.min(begin(chunk + 1), count) - from };
  });
}

/**
 * Works on a few images at a time and joins the results.
 *
 * @param images - `[n, height, width, c]`; not disposed.
 * @param none - The shape of the result when there are no images: kernels disagree about empty input.
 * @param work - Makes one entry per image of a chunk.
 * @param rowwise - Whether the outputs for images do not depend on each other. Default: true.
 * @returns The joined results; the caller disposes of them.
 */
export function inChunks<T extends tf.Tensor>(
  images: tf.Tensor4D,
  none: T['shape'],
  work: (chunk: tf.Tensor4D) => T,
  rowwise = true,
): T {
  const count = images.shape[0];
  if (count === 0) return tf.zeros<tf.Rank>(none) as T;
  if (count <= CHUNK) return tf.tidy(() => work(images).clone<T>());
  return tf.tidy(() => {
    const parts = chunkRanges(count, rowwise).map(({ from, size }) =>
      tf.tidy(() => work(images.slice([from, 0, 0, 0], [size, -1, -1, -1]))),
    );
    return tf.concat(parts, 0);
  });
}
