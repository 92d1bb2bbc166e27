import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { ShapeError, asImageBatch } from '@causal-mechanisms/tensor-utils';
import { perImage } from './perImage.ts';

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
 * @returns One similarity per image, at most 1, which is reached by equal images.
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
  return perImage('ssim', images, reference, (x, y) => {
    // One pass of the window over all five maps.
    const maps = windowed(tf.concat([x, y, tf.square(x), tf.square(y), tf.mul(x, y)], 0));
    const [meanX, meanY, squareX, squareY, product] = tf.split(maps, 5, 0) as [
      Tensor4D,
      Tensor4D,
      Tensor4D,
      Tensor4D,
      Tensor4D,
    ];
    const powers = tf.add(tf.square(meanX), tf.square(meanY));
    const means = tf.mul(meanX, meanY);
    const covariance = tf.sub(product, means);
    const variances = tf.sub(tf.add(squareX, squareY), powers);
    const numerator = tf.mul(tf.add(tf.mul(2, means), c1), tf.add(tf.mul(2, covariance), c2));
    const denominator = tf.mul(tf.add(powers, c1), tf.add(variances, c2));
    return tf.mean(tf.div(numerator, denominator), [1, 2, 3]);
  });
}

/** The window as two plain convolutions along views of the tensor: no transposition, no depthwise kernel. */
function windowed(maps: Tensor4D): Tensor4D {
  const [count, height, width, channels] = maps.shape;
  const filter = tf.tensor4d(gaussianWindow(), [windowSize, 1, 1, 1]);
  const keptHeight = height - windowSize + 1;
  const keptWidth = width - windowSize + 1;
  const rows = tf.reshape<tf.Rank.R4>(maps, [count, height, width * channels, 1]);
  const down = tf.conv2d(rows, filter, 1, 'valid');
  const columns = tf.reshape<tf.Rank.R4>(down, [count * keptHeight, width, channels, 1]);
  const across = tf.conv2d(columns, filter, 1, 'valid');
  return tf.reshape<tf.Rank.R4>(across, [count, keptHeight, keptWidth, channels]);
}

function gaussianWindow(): Float32Array {
  const weights = Float64Array.from({ length: windowSize }, (_, i) =>
    Math.exp(-0.5 * ((i - (windowSize - 1) / 2) / windowSigma) ** 2),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float32Array.from(weights, (weight) => weight / total);
}
