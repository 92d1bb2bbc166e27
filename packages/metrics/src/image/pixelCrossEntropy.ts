import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';

/** Probabilities nearer to 0 or 1 count as this near: single precision has none between them and certainty that a sum could bear. */
const LEAST = 1e-7;

/** Options of {@link pixelCrossEntropy}. */
export interface PixelCrossEntropyOptions {
  /** Numbers per image, at least 1. */
  readonly size: number;
}

/**
 * The mean binary cross entropy of the pixels of each image, in nats: `-t log p - (1 - t) log (1 - p)`.
 *
 * Probabilities below 1e-7 or above 1 - 1e-7 count as these, so that no pixel costs more than 16.1 nats.
 *
 * @param probabilities - How probable each pixel is, image after image.
 * @param targets - What each pixel is, in [0, 1]; as many.
 * @param options - How large an image is.
 * @returns One figure per image; 0 is best, and log 2 = 0.693 what a half everywhere costs.
 * @throws ArgumentError when the arguments are no arrays of numbers; ShapeError when there are not as many targets, or no whole images;
 *   ValuesError for numbers outside of [0, 1].
 *
 * @example
 * ```ts
 * import { pixelCrossEntropy } from '@causal-mechanisms/metrics';
 *
 * const said = Float32Array.of(0.5, 0.5, 1, 0);
 * const scores = pixelCrossEntropy(said, Float32Array.of(1, 0, 1, 0), { size: 2 });
 * console.log(Array.from(scores, (score) => score.toFixed(3))); // [ '0.693', '0.000' ]
 * ```
 */
export function pixelCrossEntropy(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  options: PixelCrossEntropyOptions,
): Float64Array {
  const { size } = checkOptions('pixelCrossEntropy', options);
  const images = checkPixelPairs('pixelCrossEntropy', probabilities, targets, size);
  const scores = new Float64Array(images);
  for (let image = 0; image < images; image++) {
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) {
      const p = Math.min(1 - LEAST, Math.max(LEAST, probabilities[i] ?? NaN));
      const t = targets[i] ?? NaN;
      sum -= t * Math.log(p) + (1 - t) * Math.log1p(-p);
    }
    scores[image] = sum / size;
  }
  return scores;
}

/**
 * @param owner - Who asks; opens messages.
 * @param probabilities - Numbers in [0, 1].
 * @param targets - As many.
 * @param size - Numbers per image.
 * @returns How many images there are.
 * @throws ArgumentError, ShapeError, ValuesError when they do not fit.
 */
export function checkPixelPairs(
  owner: string,
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  size: number,
): number {
  checkCount(owner, 'size', size);
  checkNumbers(owner, 'probabilities', probabilities, { least: 0, most: 1 });
  checkNumbers(owner, 'targets', targets, { least: 0, most: 1 });
  const { length } = probabilities;
  if (length === 0 || length !== targets.length || length % size !== 0) {
    throw new ShapeError(
      `${owner}: expected as many probabilities as targets, of whole images of ${size}, got ${length} and ${targets.length}`,
      { data: { size, probabilities: length, targets: targets.length } },
    );
  }
  return length / size;
}
