import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  ShapeError,
  ValuesError,
  asImageBatch,
} from '@causal-mechanisms/tensor-utils';

/** Bounds the memory of a score: so many images are compared at once. */
const batchSize = 256;

/**
 * Compares two sets of images one by one, a few hundred at a time.
 *
 * @param owner - The function that asks; opens messages.
 * @param images - `[n, height, width, channels]`; not disposed.
 * @param reference - The same shape; not disposed.
 * @param score - One number per image, inside a tidy.
 * @returns One score per image.
 * @throws ShapeError when the two do not fit; ArgumentError when there are no pixels; ValuesError when pixels are not
 *   finite.
 */
export async function perImage(
  owner: string,
  images: Tensor4D,
  reference: Tensor4D,
  score: (images: Tensor4D, reference: Tensor4D) => Tensor1D,
): Promise<Float32Array> {
  const first = asImageBatch(owner, images);
  const second = asImageBatch(owner, reference);
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
  const count = first.shape[0];
  const scores = new Float32Array(count);
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    const part = tf.tidy(() =>
      score(first.slice([start], [size]).toFloat(), second.slice([start], [size]).toFloat()),
    );
    scores.set(await part.data(), start);
    part.dispose();
  }
  const broken = scores.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    throw new ValuesError(
      `${owner}: pixels must be finite numbers, those of image ${broken} are not`,
      {
        data: { image: broken },
      },
    );
  }
  return scores;
}
