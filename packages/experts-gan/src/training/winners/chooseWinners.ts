import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** What a choice of winners may depend on beside the scores; all of it is in checkpoints. */
export interface WinnersContext {
  /** Iterations of the competition done before. */
  readonly iteration: number;
  /** Where chance comes from: a seeded stream of its own. */
  readonly stream: RandomStream;
  /** Images that each expert has won so far. */
  readonly wins: ArrayLike<number>;
  /** Each expert's share of recent wins: a moving average that goes back some 50 iterations and starts with equal shares. */
  readonly recentShares: ArrayLike<number>;
}

/**
 * Chooses the winner of every image of a batch.
 *
 * @param scores - Expert by expert: entry `expert * images + image`. Logits, unless the configuration's `winnerScore` says otherwise.
 * @param experts - Number of experts.
 * @param context - What has happened so far, and a source of chance.
 * @returns One expert per image.
 */
export type ChooseWinners = (
  scores: Float32Array,
  experts: number,
  context: WinnersContext,
) => Int32Array;
