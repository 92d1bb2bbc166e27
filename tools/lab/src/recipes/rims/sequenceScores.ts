import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { sequenceCrossEntropy, symbolAccuracy } from '@causal-mechanisms/metrics';
import type { SequenceModel } from '@causal-mechanisms/rims';

/** How well a model answers sequences. */
export interface SequenceScores {
  /** Mean cross entropy of the answers that count, in nats. */
  readonly crossEntropy: number;
  /** Share of them that are right. */
  readonly accuracy: number;
  /** Mean cross entropy of all answers. */
  readonly crossEntropyAll: number;
}

/**
 * Scores a model on fixed batches of classes.
 *
 * @param model - The model.
 * @param batches - All of one length; each counts by its sequences.
 * @returns The scores.
 */
export async function scoreSequences(
  model: Pick<SequenceModel, 'predict'>,
  batches: AsyncIterable<SequenceBatch> | Iterable<SequenceBatch>,
): Promise<SequenceScores> {
  const sums = { crossEntropy: 0, accuracy: 0, crossEntropyAll: 0 };
  let sequences = 0;
  for await (const batch of batches) {
    const { targets, scored, size } = batch;
    if (targets.kind !== 'classes') throw new TypeError('scoreSequences: the task has no classes');
    const { answers, steps, outputs } = await model.predict(batch);
    const said = {
      logits: answers,
      classes: targets.classes,
      steps,
      batch: size,
      classCount: outputs,
    };
    sums.crossEntropy += size * sequenceCrossEntropy({ ...said, last: scored });
    sums.accuracy += size * symbolAccuracy({ ...said, last: scored });
    sums.crossEntropyAll += size * sequenceCrossEntropy(said);
    sequences += size;
  }
  return {
    crossEntropy: sums.crossEntropy / sequences,
    accuracy: sums.accuracy / sequences,
    crossEntropyAll: sums.crossEntropyAll / sequences,
  };
}
