import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  ShapeError,
  ValuesError,
  asImageBatch,
  checkTensor,
  pacer,
} from '@causal-mechanisms/tensor-utils';

/** Bounds the memory of a score: at most so many images, and so many numbers, are read at once. */
const mostImages = 256;
const mostNumbers = 2 ** 22;

/** The pixels of an image, row by row with the channels last. */
export type Pixels = tf.TypedArray;

/** Height, width and channels of an image. */
export type ImageSize = readonly [height: number, width: number, channels: number];

/**
 * Compares two sets of images one by one. The pixels are read and compared in double precision: differences and variances
 * of bright pixels do not cancel, and every backend gives the same numbers.
 *
 * @param owner - The function that asks; opens messages.
 * @param images - `[n, height, width, channels]`; not disposed.
 * @param reference - The same shape; not disposed.
 * @param score - One number for one image and its reference.
 * @returns One score per image.
 * @throws ShapeError when the two do not fit; ArgumentError when there are no pixels; ValuesError when pixels are not
 *   finite.
 */
export async function perImage(
  owner: string,
  images: Tensor4D,
  reference: Tensor4D,
  score: (image: Pixels, reference: Pixels, size: ImageSize) => number,
): Promise<Float64Array> {
  const first = asImageBatch(owner, images);
  checkTensor(owner, 'reference', reference, { rank: 4, dtype: ['float32', 'int32', 'bool'] });
  const second = reference;
  if (!tf.util.arraysEqual(first.shape, second.shape)) {
    throw new ShapeError(
      `${owner}: images and reference must have the same shape, got [${first.shape.join(', ')}] and [${second.shape.join(', ')}]`,
      { data: { images: first.shape, reference: second.shape } },
    );
  }
  if (first.size === 0) {
    throw new ArgumentError(`${owner}: expected at least one image, got none`, {
      data: { shape: first.shape },
    });
  }
  const [count, height, width, channels] = first.shape;
  const length = height * width * channels;
  const most = Math.max(1, Math.min(mostImages, Math.floor(mostNumbers / length)));
  const scores = new Float64Array(count);
  const pause = pacer();
  for (let start = 0; start < count; start += most) {
    const size = Math.min(most, count - start);
    const [x, y] = await Promise.all([read(first, start, size), read(second, start, size)]);
    for (let i = 0; i < size; i++) {
      const [from, to] = [i * length, (i + 1) * length];
      const value = score(x.subarray(from, to), y.subarray(from, to), [height, width, channels]);
      if (!Number.isFinite(value)) {
        throw new ValuesError(
          `${owner}: pixels must be finite numbers, those of image ${start + i} are not`,
          { data: { image: start + i } },
        );
      }
      scores[start + i] = value;
      await pause();
    }
  }
  return scores;
}

async function read(images: Tensor4D, start: number, size: number): Promise<Pixels> {
  const part = images.slice([start], [size]);
  try {
    return await part.data();
  } finally {
    part.dispose();
  }
}
