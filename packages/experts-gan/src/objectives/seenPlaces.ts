import * as tf from '@tensorflow/tfjs';
import { seenPart } from '../networks/otherSizes.ts';
import type { Reading } from '../networks/otherSizes.ts';

/** Pixels between the places at which larger images are read. */
const STRIDE = 8;

/**
 * What a scorer that reads images of one size sees of others: their centre, or all places, 8 pixels apart, where it fits.
 *
 * @param images - `[n, height, width, c]`, at least of the size; not disposed.
 * @param reading - How they are read; `undefined` where they are of the size.
 * @returns One batch of images of the size for each place, in the same order; the caller disposes of them.
 */
export function seenPlaces(images: tf.Tensor4D, reading: Reading | undefined): tf.Tensor4D[] {
  if (reading === undefined) return [images.clone()];
  if (reading.otherSizes !== 'average') return [seenPart(images, reading)];
  const [height, width] = reading.shape;
  const [, fullHeight, fullWidth] = images.shape;
  const places: tf.Tensor4D[] = [];
  for (let top = 0; top + height <= fullHeight; top += STRIDE) {
    for (let left = 0; left + width <= fullWidth; left += STRIDE) {
      places.push(images.slice([0, top, left, 0], [-1, height, width, -1]));
    }
  }
  return places;
}

/**
 * @param scores - One vector `[n]` for each place; disposed.
 * @returns Their mean `[n]`; the caller disposes of it.
 */
export function meanOfPlaces(scores: readonly tf.Tensor1D[]): tf.Tensor1D {
  const mean = tf.tidy(() =>
    scores.length === 1 && scores[0] !== undefined
      ? scores[0].clone()
      : tf.stack([...scores]).mean<tf.Tensor1D>(0),
  );
  tf.dispose([...scores]);
  return mean;
}
