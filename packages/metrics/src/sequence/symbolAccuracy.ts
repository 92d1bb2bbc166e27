import { meanOverAnswers } from './sequencePredictions.ts';
import type { SequencePredictions } from './sequencePredictions.ts';

/**
 * The share of the answers of a model of sequences that are right: the class of the largest logit is the true one (the
 * first one when several are largest).
 *
 * @param predictions - Logits and classes; `last` leaves out all but the last steps.
 * @returns A number in [0, 1].
 * @throws ArgumentError when a count is no whole number above 0 or `last` is above `steps`; ShapeError when an array has
 *   another length; ValuesError for classes out of range and, within the steps looked at, logits that are not finite.
 *
 * @example
 * ```ts
 * import { symbolAccuracy } from '@causal-mechanisms/metrics';
 *
 * const logits = Float32Array.of(3, 0, 0, 2, 5, 1);
 * const classes = Int32Array.of(0, 1, 1);
 * const predictions = { logits, classes, steps: 3, batch: 1, classCount: 2 };
 * console.log(symbolAccuracy(predictions)); // 0.6666666666666666
 * console.log(symbolAccuracy({ ...predictions, last: 2 })); // 0.5
 * ```
 */
export function symbolAccuracy(predictions: SequencePredictions): number {
  return meanOverAnswers('symbolAccuracy', predictions, ({ best, truth }) =>
    best === truth ? 1 : 0,
  );
}
