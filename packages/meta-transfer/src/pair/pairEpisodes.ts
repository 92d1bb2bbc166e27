import type { PairSamples } from '@causal-mechanisms/datasets';
import { ArgumentError, checkCount, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { AdaptationSettings } from './tableAdapter.ts';

/** Transfer episodes one after the other; all pairs of an episode come from one transfer distribution. */
export interface PairEpisodes extends PairSamples {
  /** Mini-batches per episode, at least 2. */
  readonly batches: number;
  /** Pairs per mini-batch. */
  readonly batchSize: number;
}

/**
 * Checks episodes, and counts them.
 *
 * @param owner - Opens messages.
 * @param episodes - The episodes.
 * @returns How many there are.
 * @throws ArgumentError, ValuesError when they cannot be.
 */
export function countEpisodes(owner: string, episodes: PairEpisodes): number {
  const { a, batches, batchSize } = episodes;
  checkBatches(owner, batches);
  checkCount(owner, 'batchSize', batchSize);
  const count = a.length / (batches * batchSize);
  if (a.length === 0) throw new ValuesError(`${owner}: episodes must hold at least one`);
  if (Number.isInteger(count)) return count;
  throw new ValuesError(
    `${owner}: ${a.length} pairs are no whole number of episodes of ${batches} mini-batches of ${batchSize} (batches and batchSize)`,
    { data: { pairs: a.length, batches, batchSize } },
  );
}

/** Checks how many mini-batches an episode has. */
export function checkBatches(owner: string, batches: number): void {
  checkCount(owner, 'batches', batches);
  if (batches >= 2) return;
  throw new ArgumentError(
    `${owner}: an episode needs at least 2 mini-batches, got ${batches}: the first is scored before anything adapts, where both hypotheses agree, so that Delta would be 0`,
    { data: { batches } },
  );
}

/** Checks a step size of adaptation. */
export function checkLearningRate(
  owner: string,
  { learningRate }: Pick<AdaptationSettings, 'learningRate'>,
): void {
  if (Number.isFinite(learningRate) && learningRate > 0) return;
  throw new ArgumentError(
    `${owner}: learningRate must be finite and above 0, got ${String(learningRate)}`,
    { data: { learningRate } },
  );
}
