import type { SequenceBatch, SequenceCoding, SequenceTableTask } from '@causal-mechanisms/datasets';
import { scoreSequences } from '@causal-mechanisms/rims';
import type { SequenceModel } from '@causal-mechanisms/rims';

/** How well sequences are answered. */
export type OwnScores = {
  /** Cross entropy in nats, or mean squared error in units of the deviations. */
  readonly loss: number;
  /** The share of right answers; only of tokens and labels. */
  readonly accuracy?: number;
  /** The root of the mean squared error of each column, in its own units; only of numbers. */
  readonly errors?: readonly number[];
};

/** Sequences that are answered at a time: bounds the memory of long ones. */
const CHUNK = 64;

/**
 * @param task - The held-out sequences.
 * @returns All of them, in order.
 */
export function heldOutBatches(task: SequenceTableTask): SequenceBatch[] {
  const all = Array.from({ length: task.length }, (_, index) => index);
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, chunk) =>
    task.batch(all.slice(chunk * CHUNK, (chunk + 1) * CHUNK)),
  );
}

/**
 * @param model - Answers.
 * @param batches - What is asked.
 * @param coding - In which units.
 * @returns How well.
 */
export async function scoreOwn(
  model: Pick<SequenceModel, 'predict'>,
  batches: readonly SequenceBatch[],
  coding: SequenceCoding,
): Promise<OwnScores> {
  if (batches[0]?.targets.kind !== 'values') {
    const { crossEntropy, accuracy } = await scoreSequences(model, batches);
    return { loss: crossEntropy, accuracy };
  }
  return squaredErrors(batches, coding, async (batch) => (await model.predict(batch)).answers);
}

/**
 * @param batches - What is asked: the next numbers.
 * @param coding - In which units.
 * @param answer - Answers a batch, `[steps, size, width]`.
 * @returns Mean squared errors.
 */
export async function squaredErrors(
  batches: readonly SequenceBatch[],
  { inputs }: SequenceCoding,
  answer: (batch: SequenceBatch) => Promise<Float32Array> | Float32Array,
): Promise<OwnScores> {
  const deviations = inputs.kind === 'numbers' ? inputs.deviations : [];
  const width = deviations.length;
  const sums = new Float64Array(width);
  let count = 0;
  for (const batch of batches) {
    const { steps, size, lengths, targets } = batch;
    if (targets.kind !== 'values') continue;
    const answers = await answer(batch);
    for (let t = 0; t < steps; t++) {
      for (let sequence = 0; sequence < size; sequence++) {
        if (t >= (lengths?.[sequence] ?? steps)) continue;
        const from = (t * size + sequence) * width;
        for (let column = 0; column < width; column++) {
          const error = (answers[from + column] ?? NaN) - (targets.values[from + column] ?? NaN);
          sums[column] = (sums[column] ?? 0) + error ** 2;
        }
        count++;
      }
    }
  }
  return {
    loss: sums.reduce((sum, square) => sum + square, 0) / (count * width),
    errors: Array.from(
      sums,
      (square, column) => Math.sqrt(square / count) * (deviations[column] ?? 1),
    ),
  };
}
