import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkPixelPairs } from './pixelCrossEntropy.ts';

/** Options of {@link pixelF1}. */
export interface PixelF1Options {
  /** Numbers per image, at least 1. */
  readonly size: number;
  /** Above it a pixel counts as on, in [0, 1]. Default: 0.5. */
  readonly threshold?: number;
}

/**
 * How well the pixels that are said to be on are those that are: the F1 score of each image, the harmonic mean of precision and recall.
 *
 * @param probabilities - How probable each pixel is, image after image.
 * @param targets - What each pixel is, in [0, 1]; as many.
 * @param options - How large an image is, and what counts as on, in both.
 * @returns One score per image, from 0 to 1; 1 where nothing is on and nothing is said to be.
 * @throws ArgumentError when the arguments are no arrays of numbers, or the threshold is none; ShapeError when there are not as many targets,
 *   or no whole images; ValuesError for numbers outside of [0, 1].
 *
 * @example
 * ```ts
 * import { pixelF1 } from '@causal-mechanisms/metrics';
 *
 * // Two pixels are said to be on, one of them is, and another one is missed.
 * const scores = pixelF1([0.9, 0.8, 0.1, 0], [1, 0, 1, 0], { size: 4 });
 * console.log(scores[0]); // 0.5
 * ```
 */
export function pixelF1(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  options: PixelF1Options,
): Float64Array {
  const { size, threshold = 0.5 } = checkOptions('pixelF1', options);
  checkNumber('pixelF1', 'threshold', threshold, { least: 0, most: 1 });
  const images = checkPixelPairs('pixelF1', probabilities, targets, size);
  const scores = new Float64Array(images);
  for (let image = 0; image < images; image++) {
    let [both, either] = [0, 0];
    for (let i = image * size; i < (image + 1) * size; i++) {
      const said = (probabilities[i] ?? NaN) > threshold ? 1 : 0;
      const is = (targets[i] ?? NaN) > threshold ? 1 : 0;
      both += said * is;
      either += said + is;
    }
    scores[image] = either === 0 ? 1 : (2 * both) / either;
  }
  return scores;
}
