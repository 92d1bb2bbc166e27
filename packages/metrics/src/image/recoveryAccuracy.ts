import * as tf from '@tensorflow/tfjs';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import {
  asImageBatch,
  checkCount,
  checkFunction,
  checkOptions,
  checkTensor,
} from '@causal-mechanisms/tensor-utils';
import { classifierAccuracy } from './classifierAccuracy.ts';
import { checkLabels, checkSameLength } from '../checks.ts';

/** Scores images `[n, height, width, channels]` as `[n, classes]`; the asker disposes of the scores. */
export type Classify = (images: Tensor4D) => Tensor2D;

/** The same pictures in three states, row by row; none is disposed. */
export interface RecoveredImages {
  /** As a mechanism left them. */
  readonly transformed: Tensor4D;
  /** As the experts gave them back. */
  readonly recovered: Tensor4D;
  /** As they were before any mechanism: the bound. */
  readonly original: Tensor4D;
  /** The true class of every picture. */
  readonly labels: ArrayLike<number>;
}

/** Options of {@link recoveryAccuracy}. */
export interface RecoveryOptions {
  /** How many images the classifier gets at once, at least 1. Default: 256. */
  readonly batchSize?: number;
}

/** Shares of pictures that the classifier reads rightly. */
export interface RecoveryAccuracy {
  /** Before the experts. */
  readonly transformed: number;
  /** After the experts. */
  readonly recovered: number;
  /** Untouched pictures. */
  readonly original: number;
}

/**
 * Lets a classifier that knows only untouched pictures read them transformed, recovered and original.
 *
 * @param classify - The classifier.
 * @param images - The pictures and their classes.
 * @param options - Batch size.
 * @returns The three accuracies.
 * @throws ArgumentError for empty lists or an impossible batch size; ShapeError for images that do not fit each other or
 *   the labels; ValuesError for labels out of range.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { recoveryAccuracy } from '@causal-mechanisms/metrics';
 *
 * // A "classifier" that tells bright pictures (class 1) from dark ones (class 0).
 * const classify = (images: tf.Tensor4D) =>
 *   tf.tidy(() => {
 *     const bright = tf.mean<tf.Tensor1D>(images, [1, 2, 3]);
 *     return tf.stack([tf.sub(1, bright), bright], 1) as tf.Tensor2D;
 *   });
 * const original = tf.concat([tf.zeros<tf.Rank.R4>([1, 2, 2, 1]), tf.ones<tf.Rank.R4>([1, 2, 2, 1])]);
 * const transformed = tf.sub<tf.Tensor4D>(1, original);
 * const recovered = tf.sub<tf.Tensor4D>(1, transformed);
 * console.log(await recoveryAccuracy(classify, { transformed, recovered, original, labels: [0, 1] }));
 * // { transformed: 0, recovered: 1, original: 1 }
 * tf.dispose([original, transformed, recovered]);
 * ```
 */
export async function recoveryAccuracy(
  classify: Classify,
  images: RecoveredImages,
  options: RecoveryOptions = {},
): Promise<RecoveryAccuracy> {
  const owner = 'recoveryAccuracy';
  checkFunction(owner, 'classify', classify);
  const { batchSize = 256 } = checkOptions(owner, options);
  checkCount(owner, 'batchSize', batchSize);
  const { transformed, recovered, original } = checkOptions(owner, images, 'images');
  checkLabels(owner, 'labels', images.labels);
  const labels = Array.from(images.labels);
  for (const [name, state] of Object.entries({ original, transformed, recovered })) {
    checkTensor(owner, name, state, { rank: 4, dtype: ['float32', 'int32', 'bool'] });
    const batch = asImageBatch('recoveryAccuracy', state, original.shape.slice(1));
    checkSameLength('recoveryAccuracy', 'images and labels', batch.shape[0], labels.length);
  }
  const accuracy = async (state: Tensor4D) => {
    let right = 0;
    for (let start = 0; start < labels.length; start += batchSize) {
      const part = labels.slice(start, start + batchSize);
      const scores = tf.tidy(() => classify(state.slice([start], [part.length])));
      try {
        checkTensor(owner, 'what classify gives', scores, { shape: [part.length, null] });
        checkLabels(owner, 'labels', part, scores.shape[1]);
        right += (await classifierAccuracy(scores, part)) * part.length;
      } finally {
        tf.dispose(scores);
      }
    }
    // Every summand is a whole number but for rounding.
    return Math.round(right) / labels.length;
  };
  return {
    transformed: await accuracy(transformed),
    recovered: await accuracy(recovered),
    original: await accuracy(original),
  };
}
