import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { sequenceCrossEntropy, symbolAccuracy } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkFunction,
  checkOptions,
  checkSignal,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import type { SequenceModel } from '../model/sequenceModel.ts';

/** Options of {@link scoreSequences}. */
export interface ScoreSequencesOptions {
  /** Stops between two batches. Default: none. */
  readonly signal?: AbortSignal;
}

/** How well a model answers sequences: scalars of an evaluation. */
export interface SequenceScores extends Scalars {
  /** Mean cross entropy of the answers that the batches score, in nats. */
  readonly crossEntropy: number;
  /** Share of them that are right, 0 to 1. */
  readonly accuracy: number;
  /** Mean cross entropy of all answers, in nats. */
  readonly crossEntropyAll: number;
}

/**
 * Scores a model on sequences whose answers are classes. Each answer counts alike; what stands behind the end of a shorter sequence does
 * not count.
 *
 * It gives the event loop its turn between batches. An evaluation draws nothing, so that one during training changes no number of the
 * training.
 *
 * @param model - The model.
 * @param batches - Of any lengths; each counts by its answers.
 * @param options - The signal.
 * @returns The scores.
 * @throws ArgumentError when there is no sequence, or the answers are no classes; ShapeError, ValuesError when a batch does not fit the
 * model; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import { copyingTask, fixedBatches } from '@causal-mechanisms/datasets';
 * import { scoreSequences, trainSequenceModel } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const task = copyingTask({ gap: 5, symbols: 2 });
 * const longer = copyingTask({ gap: 10, symbols: 2 });
 * const probe = await fixedBatches(longer, { count: 2, size: 16, seed: 7 });
 * const run = trainSequenceModel(task, {
 *   config: { core: { kind: 'lstm', units: 12 }, embeddingWidth: 8, batchSize: 4, updates: 2 },
 *   evaluate: { every: 2, run: async (model) => ({ scalars: await scoreSequences(model, probe) }) },
 * });
 * for await (const event of run) {
 *   if (event.kind === 'evaluation') console.log(event.step, Object.keys(event.scalars));
 *   if (event.kind === 'end') event.model.dispose();
 * }
 * ```
 */
export async function scoreSequences(
  model: Pick<SequenceModel, 'predict'>,
  batches: AsyncIterable<SequenceBatch> | Iterable<SequenceBatch>,
  options: ScoreSequencesOptions = {},
): Promise<SequenceScores> {
  const owner = 'scoreSequences';
  const { signal } = checkOptions(owner, options);
  checkSignal(owner, signal);
  checkFunction(owner, 'model.predict', checkOptions(owner, model, 'model').predict);
  checkIterable(owner, batches);
  const sums = { crossEntropy: 0, accuracy: 0, crossEntropyAll: 0 };
  const counts = { scored: 0, all: 0 };
  const pause = pacer();
  for await (const batch of batches) {
    signal?.throwIfAborted();
    const { targets, targetAt, scored, size, lengths } = checkOptions(owner, batch, 'batches');
    checkOptions(owner, targets, 'batches.targets');
    if (targets.kind !== 'classes') {
      throw new ArgumentError(
        `scoreSequences: expected answers that are classes, got ${targets.kind}`,
        {
          data: { targets: targets.kind },
        },
      );
    }
    const { answers, steps, outputs } = await model.predict(batch);
    const own = targetAt === 'every' ? lengths : undefined;
    const said = {
      logits: answers,
      classes: targets.classes,
      steps,
      batch: size,
      classCount: outputs,
      ...(own === undefined ? {} : { lengths: own }),
    };
    const all = own?.reduce((sum, length) => sum + length, 0) ?? size * steps;
    const last = own?.reduce((sum, length) => sum + Math.min(length, scored), 0) ?? size * scored;
    sums.crossEntropy += last * sequenceCrossEntropy({ ...said, last: scored });
    sums.accuracy += last * symbolAccuracy({ ...said, last: scored });
    sums.crossEntropyAll += all * sequenceCrossEntropy(said);
    counts.scored += last;
    counts.all += all;
    await pause();
  }
  if (counts.all === 0) throw new ArgumentError('scoreSequences: expected at least one sequence');
  return {
    crossEntropy: sums.crossEntropy / counts.scored,
    accuracy: sums.accuracy / counts.scored,
    crossEntropyAll: sums.crossEntropyAll / counts.all,
  };
}

function checkIterable(owner: string, batches: unknown): void {
  const { [Symbol.iterator]: plain, [Symbol.asyncIterator]: later } = Object(batches) as Partial<
    Iterable<unknown> & AsyncIterable<unknown>
  >;
  if (typeof batches !== 'string' && (plain !== undefined || later !== undefined)) return;
  throw new ArgumentError(`${owner}: batches must be iterable, got ${String(batches)}`, {
    data: { batches },
  });
}
