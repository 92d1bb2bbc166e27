import {
  checkCount,
  checkFunction,
  checkOptions,
  checkText,
  pacer,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { SequenceBatch, SequenceTask } from './sequenceTask.ts';

/** Options of {@link fixedBatches}. */
export interface FixedBatchesOptions {
  /** Batches, at least 1. */
  readonly count: number;
  /** Sequences per batch, at least 1. */
  readonly size: number;
  /** An integer in [0, 2^53): the same seed gives the same batches. Take another one than for training. */
  readonly seed: number;
}

/**
 * Draws batches once, to be kept: a held-out set on which models are compared.
 *
 * @param task - Where the sequences come from. Every batch of an image task is drawn from all of its images; to walk
 *   through each image once, use its `batch(indices)`.
 * @param options - How many, how large, and the seed.
 * @returns The batches. The first ones of a longer list are those of a shorter one.
 * @throws ArgumentError when the count or size is no positive integer, the seed is none, or the task has too few
 *   sequences for a batch.
 *
 * @example
 * ```ts
 * import { copyingTask, fixedBatches } from '@causal-mechanisms/datasets';
 *
 * const heldOut = await fixedBatches(copyingTask({ gap: 200 }), { count: 4, size: 128, seed: 99 });
 * console.log(heldOut.length, heldOut[0]?.steps); // 4 220
 * ```
 */
export async function fixedBatches(
  task: SequenceTask,
  options: FixedBatchesOptions,
): Promise<SequenceBatch[]> {
  const given: { readonly sample?: unknown } = checkOptions('fixedBatches', task, 'task');
  checkFunction('fixedBatches', 'task.sample', given.sample);
  checkText('fixedBatches', 'task.name', task.name);
  const owner = `fixedBatches(${task.name})`;
  const { count, size, seed } = checkOptions(owner, options);
  checkCount(owner, 'count', count, { most: MOST_NUMBERS });
  checkCount(owner, 'size', size, { most: MOST_NUMBERS });
  checkCount(owner, 'seed', seed, { least: 0 });
  const stream = new RandomStream(seed);
  const batches: SequenceBatch[] = [];
  const pause = pacer();
  for (let i = 0; i < count; i++) {
    await pause();
    batches.push(await task.sample(size, stream.split(`fixed batch ${i}`)));
  }
  return batches;
}
