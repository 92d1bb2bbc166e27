import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  RandomStream,
  asImageBatch,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { checkMechanism } from './checkMechanisms.ts';
import type { Mechanism } from './mechanism.ts';
import { checkNumber } from './checkNumber.ts';

/** Options of {@link clippedPixels}. */
export interface ClippedPixelsOptions {
  /** Pixels above this brightness are ink; in [0, 1]. Default: 0. */
  readonly threshold?: number;
}

/** How much ink a mechanism loses. */
export interface ClippedPixels {
  /** Ink pixels that do not come back when the mechanism is undone. */
  readonly lost: number;
  /** Ink pixels there were. */
  readonly ink: number;
  /** Images that lose at least one. */
  readonly images: number;
}

/** A pixel came back when it differs by less than this, far above rounding and below one grey level of 256. */
const tolerance = 1e-3;

/**
 * Counts the ink that a mechanism destroys, such as what a shift pushes over the border.
 *
 * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
 * @param mechanism - One that draws nothing and has an inverse; with an inverse that resamples, blurred edges count too.
 * @param options - What counts as ink.
 * @returns The counts over all images.
 * @throws ArgumentError when the mechanism has no inverse or is random; ShapeError when the tensor holds no images.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { clippedPixels, shift } from '@causal-mechanisms/transforms';
 *
 * const images = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
 * console.log(await clippedPixels(images, shift({ dy: -1 }))); // { lost: 3, ink: 9, images: 1 }
 * images.dispose();
 * ```
 */
export async function clippedPixels(
  images: Tensor4D,
  mechanism: Mechanism,
  options: ClippedPixelsOptions = {},
): Promise<ClippedPixels> {
  const batch = asImageBatch('clippedPixels', images);
  checkMechanism('clippedPixels', 'mechanism', mechanism);
  checkOptions('clippedPixels', options);
  const { threshold: given = 0 } = options;
  const threshold = checkNumber('clippedPixels', 'threshold', given, {
    atLeast: 0,
    atMost: 1,
  });
  const { invert } = mechanism;
  if (invert === undefined || mechanism.deterministic !== true) {
    throw new ArgumentError(
      `clippedPixels: mechanism must be deterministic and have an inverse, got "${mechanism.name}"`,
      { data: { mechanism: mechanism.name } },
    );
  }
  // Sums per image stay exact in single precision; the totals are added up in double precision.
  const counts = tf.tidy(() => {
    const back = invert(mechanism.apply(batch, new RandomStream(0)));
    const ink = tf.greater(batch, threshold);
    const lost = tf.logicalAnd(ink, tf.greater(tf.abs(tf.sub(batch, back)), tolerance));
    return tf.stack([
      tf.sum(tf.cast(lost, 'float32'), [1, 2, 3]),
      tf.sum(tf.cast(ink, 'float32'), [1, 2, 3]),
    ]);
  });
  const values = await counts.data();
  counts.dispose();
  const count = batch.shape[0];
  const lost = values.subarray(0, count);
  const sum = (part: ArrayLike<number>) =>
    Array.from(part).reduce((total, value) => total + value, 0);
  return {
    lost: sum(lost),
    ink: sum(values.subarray(count)),
    images: Array.from(lost).filter((value) => value > 0).length,
  };
}
