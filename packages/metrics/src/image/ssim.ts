import type { Tensor4D } from '@tensorflow/tfjs';
import { ShapeError, asImageBatch } from '@causal-mechanisms/tensor-utils';
import { perImage } from './perImage.ts';
import type { ImageSize, Pixels } from './perImage.ts';

/** The window and the constants of Wang et al. (2004), for pixels in [0, 1]. */
const windowSize = 11;
const windowSigma = 1.5;
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/**
 * The structural similarity of each image with its reference (Wang et al. 2004).
 *
 * Gaussian window of 11 x 11 pixels with a standard deviation of 1.5, K1 = 0.01, K2 = 0.03, data range 1; the mean over
 * all places where the window fits and over the channels.
 *
 * @param images - `[n, height, width, channels]` in [0, 1], at least 11 x 11; not disposed.
 * @param reference - The same shape; not disposed.
 * @returns One similarity per image, in [-1, 1]; 1 for equal images.
 * @throws ShapeError when the shapes do not fit or are too small; ArgumentError when there are no pixels; ValuesError
 *   when a pixel is not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ssim } from '@causal-mechanisms/metrics';
 *
 * const grey = tf.fill<tf.Rank.R4>([1, 16, 16, 1], 0.5);
 * const black = tf.zeros<tf.Rank.R4>([1, 16, 16, 1]);
 * console.log((await ssim(grey, grey))[0], (await ssim(grey, black))[0]); // about 1 and 0.0004
 * tf.dispose([grey, black]);
 * ```
 */
export async function ssim(images: Tensor4D, reference: Tensor4D): Promise<Float32Array> {
  const { shape } = asImageBatch('ssim', images);
  if (shape[1] < windowSize || shape[2] < windowSize) {
    throw new ShapeError(
      `ssim: images must be at least ${windowSize} x ${windowSize}, got ${shape[1]} x ${shape[2]}`,
      { data: { smallest: windowSize, actual: shape } },
    );
  }
  return Float32Array.from(await perImage('ssim', images, reference, similarity));
}

/**
 * The mean over all windows. With a window's means a and b, the sum V of its variances and the variance D of its differences,
 * the usual quotient is (1 - (a - b)^2 / (a^2 + b^2 + C1)) (1 - D / (V + C2)): no difference of nearly equal products, and
 * never above 1.
 */
function similarity(image: Pixels, reference: Pixels, size: ImageSize): number {
  const [x, meanX] = centred(image);
  const [y, meanY] = centred(reference);
  const product = (first: Float64Array, second: Float64Array) =>
    first.map((value, i) => value * (second[i] ?? NaN));
  const weights = gaussianWeights();
  const means = (map: Float64Array) => windowed(map, size, weights);
  const difference = x.map((value, i) => value - (y[i] ?? NaN));
  const [a, b, squareX, squareY, squares] = [
    means(x),
    means(y),
    means(product(x, x)),
    means(product(y, y)),
    means(product(difference, difference)),
  ];
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const [ofX, ofY] = [a[i] ?? NaN, b[i] ?? NaN];
    const variances =
      Math.max(0, (squareX[i] ?? NaN) - ofX ** 2) + Math.max(0, (squareY[i] ?? NaN) - ofY ** 2);
    const ofDifference = Math.max(0, (squares[i] ?? NaN) - (ofX - ofY) ** 2);
    const powers = (meanX + ofX) ** 2 + (meanY + ofY) ** 2;
    const apart = (meanX - meanY + (ofX - ofY)) ** 2;
    sum += (1 - apart / (powers + c1)) * (1 - ofDifference / (variances + c2));
  }
  return sum / a.length;
}

/** The pixels less their mean, so that variances lose nothing to a common brightness. */
function centred(pixels: Pixels): [Float64Array, number] {
  const values = Float64Array.from(pixels);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [values.map((value) => value - mean), mean];
}

/** The mean of every window that fits, down the columns and then along the rows. */
function windowed(
  map: Float64Array,
  [height, width, channels]: ImageSize,
  weights: Float64Array,
): Float64Array {
  const row = width * channels;
  const keptRows = height - windowSize + 1;
  const down = weighted(map, weights, [keptRows, row], [row, row]);
  const kept = (width - windowSize + 1) * channels;
  return weighted(down, weights, [keptRows, kept], [row, channels]);
}

/** The weighted sum over places that are `step` apart, for `width` places of each of `height` rows of `stride` numbers. */
function weighted(
  map: Float64Array,
  weights: Float64Array,
  [height, width]: readonly [number, number],
  [stride, step]: readonly [number, number],
): Float64Array {
  const sums = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let tap = 0; tap < weights.length; tap++) {
      const weight = weights[tap] ?? NaN;
      const from = y * stride + tap * step;
      const to = y * width;
      for (let x = 0; x < width; x++) {
        sums[to + x] = (sums[to + x] ?? NaN) + weight * (map[from + x] ?? NaN);
      }
    }
  }
  return sums;
}

function gaussianWeights(): Float64Array {
  const drawn = Float64Array.from({ length: windowSize }, (_, i) =>
    Math.exp(-0.5 * ((i - (windowSize - 1) / 2) / windowSigma) ** 2),
  );
  const total = drawn.reduce((sum, weight) => sum + weight, 0);
  return drawn.map((weight) => weight / total);
}
