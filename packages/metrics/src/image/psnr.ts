import type { Tensor4D } from '@tensorflow/tfjs';
import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import { squaredError } from './meanSquaredError.ts';
import { perImage } from './perImage.ts';

/** Options of {@link psnr}. */
export interface PsnrOptions {
  /** The distance between black and white, above 0. Default: 1. */
  readonly peak?: number;
}

/**
 * The peak signal-to-noise ratio of each image, in decibels: `10 log10(peak^2 / mean squared error)`.
 *
 * @param images - `[n, height, width, channels]`; not disposed.
 * @param reference - The same shape; not disposed.
 * @param options - The peak.
 * @returns One ratio per image; `Infinity` for an image that equals its reference, so take medians or mean errors.
 * @throws ShapeError when the shapes do not fit; ArgumentError when there are no pixels or the peak is impossible;
 *   ValuesError when a pixel is not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { psnr } from '@causal-mechanisms/metrics';
 *
 * const images = tf.fill<tf.Rank.R4>([1, 4, 4, 1], 0.5);
 * const reference = tf.fill<tf.Rank.R4>([1, 4, 4, 1], 0.25);
 * console.log((await psnr(images, reference))[0]); // about 12.04, which is 10 log10(16)
 * tf.dispose([images, reference]);
 * ```
 */
export async function psnr(
  images: Tensor4D,
  reference: Tensor4D,
  options: PsnrOptions = {},
): Promise<Float32Array> {
  const { peak = 1 } = checkOptions('psnr', options);
  checkNumber('psnr', 'peak', peak, { above: 0 });
  const errors = await perImage('psnr', images, reference, squaredError);
  // Logarithms apart: the square of the peak may be no number.
  return Float32Array.from(errors, (error) => 20 * Math.log10(peak) - 10 * Math.log10(error));
}
