import { Tensor } from '@tensorflow/tfjs';
import type { Tensor2D } from '@tensorflow/tfjs';
import { checkTensor, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkLabels, checkSameLength } from '../checks.ts';

/**
 * The share of items whose predicted class is the true one.
 *
 * @param predictions - Either the predicted class of every item, or scores `[n, classes]` of which the largest counts
 *   (the first one when several are); tensors are not disposed.
 * @param labels - The true class of every item: whole numbers from 0 on.
 * @returns A number in [0, 1].
 * @throws ArgumentError for empty lists; ShapeError for lists of different length or scores of another rank;
 *   ValuesError for labels out of range and scores that are not a number.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { classifierAccuracy } from '@causal-mechanisms/metrics';
 *
 * const logits = tf.tensor2d([[2, -1], [0, 3], [1, 0]]);
 * console.log(await classifierAccuracy(logits, [0, 1, 1])); // 0.6666666666666666
 * logits.dispose();
 * ```
 */
export async function classifierAccuracy(
  predictions: Tensor2D | ArrayLike<number>,
  labels: ArrayLike<number>,
): Promise<number> {
  const predicted = isTensor(predictions)
    ? await predictedClasses(predictions, labels)
    : checkedClasses(predictions, labels);
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predicted[i] === labels[i]) right++;
  return right / labels.length;
}

function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}

function checkedClasses(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
): ArrayLike<number> {
  checkLabels('classifierAccuracy', 'predictions', predicted);
  checkLabels('classifierAccuracy', 'labels', labels);
  checkSameLength('classifierAccuracy', 'predictions and labels', predicted.length, labels.length);
  return predicted;
}

async function predictedClasses(scores: Tensor, labels: ArrayLike<number>): Promise<Int32Array> {
  const dtype = ['float32', 'int32'] as const;
  checkTensor('classifierAccuracy', 'predictions', scores, { rank: 2, dtype });
  const [count = 0, classes = 0] = scores.shape;
  checkLabels('classifierAccuracy', 'labels', labels, classes);
  checkSameLength('classifierAccuracy', 'predictions and labels', count, labels.length);
  const values = await scores.data();
  // Not tf.argMax: it has no way to say that a score is not a number.
  return Int32Array.from({ length: count }, (_, i) => {
    let best = 0;
    for (let j = 0; j < classes; j++) {
      const value = values[i * classes + j] ?? NaN;
      if (Number.isNaN(value)) {
        throw new ValuesError(
          `classifierAccuracy: scores must be numbers, got NaN for item ${i}, class ${j}`,
          { data: { item: i, class: j } },
        );
      }
      if (value > (values[i * classes + best] ?? NaN)) best = j;
    }
    return best;
  });
}
