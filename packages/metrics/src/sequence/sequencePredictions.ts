import { checkCount, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkLabels } from '../checks.ts';

/** What a model of sequences says, beside what is true; time-major, all sequences of step 0 first. */
export interface SequencePredictions {
  /** The scores of the classes `[steps, batch, classCount]`, before the softmax. */
  readonly logits: Float32Array;
  /** The true class at every step `[steps, batch]`, each in [0, classCount). */
  readonly classes: Int32Array;
  /** Time steps; 1 when only the last step has an answer. */
  readonly steps: number;
  /** Sequences. */
  readonly batch: number;
  /** How many classes there are. */
  readonly classCount: number;
  /** Looks only at so many of the last steps, at most `steps`. Default: all. */
  readonly last?: number;
}

/** One answer that is looked at. */
export interface SequenceAnswer {
  /** The place of its first logit. */
  readonly from: number;
  /** The class whose logit is largest, the first one when several are. */
  readonly best: number;
  /** The true class. */
  readonly truth: number;
}

/**
 * Checks predictions and goes through the answers of the last steps.
 *
 * @param owner - The function that asks; opens messages.
 * @param predictions - Logits and classes.
 * @param score - One number per answer.
 * @returns The mean of the numbers.
 * @throws ArgumentError when a count is no whole number above 0 or `last` is above `steps`; ShapeError when an array has
 *   another length; ValuesError for classes out of range and logits that are not finite.
 */
export function meanOverAnswers(
  owner: string,
  predictions: SequencePredictions,
  score: (answer: SequenceAnswer) => number,
): number {
  checkPredictions(owner, predictions);
  const { logits, classes, steps, batch, classCount, last = steps } = predictions;
  let sum = 0;
  for (let k = (steps - last) * batch; k < classes.length; k++) {
    const from = k * classCount;
    let best = 0;
    for (let j = 0; j < classCount; j++) {
      const logit = logits[from + j] ?? NaN;
      if (!Number.isFinite(logit)) {
        throw new ValuesError(
          `${owner}: logits must be finite, got ${logit} for step ${Math.floor(k / batch)}, sequence ${k % batch}, class ${j}`,
          { data: { step: Math.floor(k / batch), sequence: k % batch, class: j, value: logit } },
        );
      }
      if (logit > (logits[from + best] ?? NaN)) best = j;
    }
    sum += score({ from, best, truth: classes[k] ?? 0 });
  }
  return sum / (last * batch);
}

function checkPredictions(owner: string, predictions: SequencePredictions): void {
  const { logits, classes, steps, batch, classCount, last = steps } = predictions;
  for (const [name, count] of Object.entries({ steps, batch, classCount })) {
    checkCount(owner, name, count);
  }
  checkCount(owner, 'last', last, { most: steps });
  for (const [name, actual, expected] of [
    ['logits', logits.length, steps * batch * classCount],
    ['classes', classes.length, steps * batch],
  ] as const) {
    if (actual !== expected) {
      throw new ShapeError(`${owner}: ${name} must hold ${expected} numbers, got ${actual}`, {
        data: { name, expected, actual },
      });
    }
  }
  checkLabels(owner, 'classes', classes, classCount);
}
