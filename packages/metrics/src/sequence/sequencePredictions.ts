import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
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
  /** Looks only at so many of the last steps of each sequence, at most `steps`; of a shorter sequence at all. Default: all. */
  readonly last?: number;
  /** How many steps each sequence has `[batch]`, in [1, steps]; nothing is looked at behind its end. Default: `steps` each. */
  readonly lengths?: Int32Array;
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
 *   another length; ValuesError for classes or lengths out of range and logits that are not finite.
 */
export function meanOverAnswers(
  owner: string,
  predictions: SequencePredictions,
  score: (answer: SequenceAnswer) => number,
): number {
  checkPredictions(owner, predictions);
  const { logits, classes, steps, batch, classCount, last = steps, lengths } = predictions;
  let sum = 0;
  let count = 0;
  const first = lengths === undefined ? steps - last : 0;
  for (let k = first * batch; k < classes.length; k++) {
    if (lengths !== undefined) {
      const [step, length] = [Math.floor(k / batch), lengths[k % batch] ?? 0];
      if (step >= length || step < length - last) continue;
    }
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
    count++;
  }
  return sum / count;
}

function checkPredictions(owner: string, predictions: SequencePredictions): void {
  const { logits, classes, steps, batch } = checkOptions(owner, predictions, 'predictions');
  const { classCount, last = steps, lengths } = predictions;
  for (const [name, count] of Object.entries({ steps, batch, classCount })) {
    checkCount(owner, name, count);
  }
  checkCount(owner, 'last', last, { most: steps });
  const length = steps * batch;
  checkNumbers(owner, 'logits', logits, {
    kinds: [Float32Array],
    length: length * classCount,
    anyNumber: true,
  });
  checkNumbers(owner, 'classes', classes, { kinds: [Int32Array], length });
  checkLabels(owner, 'classes', classes, classCount);
  if (lengths !== undefined) checkLengths(owner, lengths, predictions);
}

function checkLengths(
  owner: string,
  lengths: Int32Array,
  { steps, batch }: SequencePredictions,
): void {
  checkNumbers(owner, 'lengths', lengths, { kinds: [Int32Array], anyNumber: true });
  if (lengths.length !== batch) {
    throw new ShapeError(`${owner}: lengths must hold ${batch} numbers, got ${lengths.length}`, {
      data: { name: 'lengths', expected: batch, actual: lengths.length },
    });
  }
  const place = lengths.findIndex((length) => !(length >= 1 && length <= steps));
  if (place < 0) return;
  throw new ValuesError(
    `${owner}: lengths must be from 1 to ${steps}, got ${lengths[place] ?? NaN} for sequence ${place}`,
    { data: { place, value: lengths[place], steps } },
  );
}
