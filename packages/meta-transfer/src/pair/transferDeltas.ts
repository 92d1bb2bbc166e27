import { createEpisodeSampler } from '@causal-mechanisms/datasets';
import type { CategoricalPair, PairChange } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkInstance,
  checkOptions,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkPair } from './checkTables.ts';
import { onlineLogLikelihoods } from './onlineLogLikelihoods.ts';
import type { OnlineLogLikelihoods } from './onlineLogLikelihoods.ts';
import { checkBatches, checkLearningRate } from './pairEpisodes.ts';
import { tabularHypotheses } from './tabularHypotheses.ts';

/** Pairs that are drawn at once. */
const MOST = 2 ** 30;

/** Options of {@link transferDeltas}. The defaults are those of the authors' code. */
export interface TransferDeltasOptions {
  /** Transfer episodes, at least 1. Default: 1000. */
  readonly episodes?: number;
  /** Mini-batches per episode, at least 2. Default: 2. */
  readonly batches?: number;
  /** Pairs per mini-batch, at least 1. Default: 10. */
  readonly batchSize?: number;
  /** Step size of the adaptation, above 0. Default: 0.1. */
  readonly learningRate?: number;
  /** What is changed in each episode. Default: `'cause'`. */
  readonly change?: PairChange;
}

/**
 * Draws transfer episodes of a pair and scores them under both hypotheses, which describe the undisturbed pair exactly: what
 * `trainCausalDirection` does without the belief, which `beliefTrajectory` makes of the Deltas.
 *
 * @param pair - The undisturbed pair.
 * @param stream - Where transfer distributions and episodes are drawn from.
 * @param options - How many episodes of which length, and what is changed.
 * @returns The log-likelihood of every mini-batch, and Delta of every episode.
 * @throws ArgumentError when a setting is out of range.
 *
 * @example
 * ```ts
 * import { categoricalPair } from '@causal-mechanisms/datasets';
 * import { beliefTrajectory, transferDeltas } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const { deltas } = transferDeltas(categoricalPair({ categories: 10, stream }), stream);
 * console.log(sigmoid(beliefTrajectory(deltas)[999] ?? NaN) > 0.99); // true
 * ```
 */
export function transferDeltas(
  pair: CategoricalPair,
  stream: RandomStream,
  options: TransferDeltasOptions = {},
): OnlineLogLikelihoods {
  const owner = 'transferDeltas';
  const {
    episodes = 1000,
    batches = 2,
    batchSize = 10,
    learningRate = 0.1,
    change = 'cause',
  } = checkOptions(owner, options);
  checkPair(owner, 'pair', pair);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkLearningRate(owner, { learningRate });
  checkText(owner, 'change', change, ['cause', 'effect', 'conditional', 'both', 'nothing']);
  checkCount(owner, 'episodes', episodes);
  checkBatches(owner, batches);
  checkCount(owner, 'batchSize', batchSize);
  checkCount(owner, 'episodes x batches x batchSize', episodes * batches * batchSize, {
    most: MOST,
  });
  const samples = batches * batchSize;
  const sampler = createEpisodeSampler(pair, { samples, change });
  const [a, b] = [new Uint8Array(episodes * samples), new Uint8Array(episodes * samples)];
  for (let i = 0; i < episodes; i++) sampler.draw(stream, { a, b }, i * samples);
  return onlineLogLikelihoods(
    tabularHypotheses(pair),
    { a, b, batches, batchSize },
    { learningRate },
  );
}
