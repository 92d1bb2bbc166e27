import { meanOverAnswers } from './sequencePredictions.ts';
import type { SequencePredictions } from './sequencePredictions.ts';

/**
 * The mean cross entropy of the answers of a model of sequences, in nats: `mean(ln sum_j exp(z_j) - z_truth)`.
 *
 * Guessing among n classes alike costs `ln n`. More than that means answers that are wrong and sure of it: the copying
 * task has 8 symbols, so a model above `ln 8 = 2.08` over the last steps does worse than one that knows nothing. Read it
 * beside {@link symbolAccuracy}, and against {@link copyingChanceFloors} when all steps count.
 *
 * @param predictions - Logits and classes; `last` leaves out all but the last steps.
 * @returns A number from 0 on, computed in double precision.
 * @throws ArgumentError when a count is no whole number above 0 or `last` is above `steps`; ShapeError when an array has
 *   another length; ValuesError for classes out of range and, within the steps looked at, logits that are not finite.
 *
 * @example
 * ```ts
 * import { sequenceCrossEntropy } from '@causal-mechanisms/metrics';
 *
 * // Two steps of one sequence, two classes: sure and right, then undecided.
 * const logits = Float32Array.of(30, 0, 1, 1);
 * const classes = Int32Array.of(0, 1);
 * const predictions = { logits, classes, steps: 2, batch: 1, classCount: 2 };
 * console.log(sequenceCrossEntropy(predictions).toFixed(3)); // 0.347
 * console.log(sequenceCrossEntropy({ ...predictions, last: 1 }).toFixed(3)); // 0.693
 * ```
 */
export function sequenceCrossEntropy(predictions: SequencePredictions): number {
  return meanOverAnswers('sequenceCrossEntropy', predictions, ({ from, best, truth }) => {
    const { logits, classCount } = predictions;
    const top = logits[from + best] ?? 0;
    // The largest term is 1 and left out: log1p keeps losses far below the rounding of 1.
    let others = 0;
    for (let j = 0; j < classCount; j++) {
      if (j !== best) others += Math.exp((logits[from + j] ?? 0) - top);
    }
    return Math.log1p(others) + (top - (logits[from + truth] ?? 0));
  });
}
