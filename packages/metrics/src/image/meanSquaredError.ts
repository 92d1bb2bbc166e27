import type { Tensor4D } from '@tensorflow/tfjs';
import { perImage } from './perImage.ts';
import type { Pixels } from './perImage.ts';

/**
 * The mean squared difference of the pixels of each image from its reference.
 *
 * @param images - `[n, height, width, channels]`; not disposed.
 * @param reference - The same shape; not disposed.
 * @returns One error per image; 0 when equal, `Infinity` beyond single precision.
 * @throws ShapeError when the shapes do not fit; ArgumentError when there are no pixels; ValuesError when a pixel is not
 *   finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { meanSquaredError } from '@causal-mechanisms/metrics';
 *
 * const images = tf.tensor4d([0, 0.5, 1, 1], [1, 2, 2, 1]);
 * const reference = tf.tensor4d([0, 0, 1, 1], [1, 2, 2, 1]);
 * console.log(await meanSquaredError(images, reference)); // Float32Array(1) [ 0.0625 ]
 * tf.dispose([images, reference]);
 * ```
 */
export async function meanSquaredError(
  images: Tensor4D,
  reference: Tensor4D,
): Promise<Float32Array> {
  return Float32Array.from(await perImage('meanSquaredError', images, reference, squaredError));
}

/**
 * @param image - The pixels of an image.
 * @param reference - As many.
 * @returns The mean of the squared differences.
 */
export function squaredError(image: Pixels, reference: Pixels): number {
  let sum = 0;
  for (let i = 0; i < image.length; i++) sum += ((image[i] ?? NaN) - (reference[i] ?? NaN)) ** 2;
  return sum / image.length;
}
