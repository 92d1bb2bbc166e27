import { ValuesError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkHypotheses, checkPairSamples, checkPossible } from './checkPairs.ts';
import { checkLearningRate, countEpisodes } from './pairEpisodes.ts';
import type { PairEpisodes } from './pairEpisodes.ts';
import { TableAdapter } from './tableAdapter.ts';
import type { TabularHypotheses } from './tabularHypotheses.ts';

/** Options of {@link onlineLogLikelihoods}. */
export interface OnlineOptions {
  /** Step size of the adaptation, above 0. Default: 0.1. */
  readonly learningRate?: number;
}

/** Log-likelihoods of episodes under both hypotheses, in nats. */
export interface OnlineLogLikelihoods {
  /** How many episodes there are. */
  readonly episodes: number;
  /** Mini-batches per episode. */
  readonly batches: number;
  /** Under A->B `[episodes, batches]`. */
  readonly forward: Float64Array;
  /** Under B->A `[episodes, batches]`. */
  readonly backward: Float64Array;
  /** `forward - backward`, added up over the mini-batches `[episodes]`: the Delta of every episode. */
  readonly deltas: Float64Array;
}

/**
 * Scores transfer episodes under both hypotheses while these adapt to them: every mini-batch is scored before the step of
 * gradient descent that it causes. Every episode starts from the given tables.
 *
 * @param hypotheses - Both, as they were before the transfer.
 * @param episodes - The transfer episodes.
 * @param options - The step size.
 * @returns The log-likelihood of every mini-batch, and Delta of every episode.
 * @throws ArgumentError when a setting is out of range, or an episode has fewer than 2 mini-batches; ShapeError, ValuesError when the
 * pairs do not fit, one has probability 0, or the step size is so large that a likelihood is no number.
 *
 * @example
 * ```ts
 * import { categoricalPairOf } from '@causal-mechanisms/datasets';
 * import { onlineLogLikelihoods, tabularHypotheses } from '@causal-mechanisms/meta-transfer';
 *
 * const hypotheses = tabularHypotheses(categoricalPairOf([0.5, 0.5], [[0.9, 0.1], [0.2, 0.8]]));
 * const samples = { a: Uint8Array.of(0, 0, 0, 0), b: Uint8Array.of(0, 0, 1, 0) };
 * const { deltas } = onlineLogLikelihoods(
 *   hypotheses,
 *   { ...samples, batches: 2, batchSize: 2 },
 *   { learningRate: 1 },
 * );
 * console.log(deltas[0]?.toFixed(6)); // 0.817995
 * ```
 */
export function onlineLogLikelihoods(
  hypotheses: TabularHypotheses,
  episodes: PairEpisodes,
  options: OnlineOptions = {},
): OnlineLogLikelihoods {
  const owner = 'onlineLogLikelihoods';
  const { learningRate = 0.1 } = checkOptions(owner, options);
  checkLearningRate(owner, { learningRate });
  checkHypotheses(owner, hypotheses);
  checkPairSamples(owner, episodes, hypotheses.categories, { name: 'episodes' });
  const count = countEpisodes(owner, episodes);
  checkPossible(owner, episodes, hypotheses);
  const { a, b, batches, batchSize } = episodes;
  const settings = { batches, batchSize, learningRate };
  const [forward, backward] = [
    new Float64Array(count * batches),
    new Float64Array(count * batches),
  ];
  const adapters = [
    new TableAdapter(hypotheses.forward, settings),
    new TableAdapter(hypotheses.backward, settings),
  ] as const;
  for (let episode = 0; episode < count; episode++) {
    const offset = episode * batches * batchSize;
    adapters[0].score(a, b, offset, forward, episode * batches);
    adapters[1].score(b, a, offset, backward, episode * batches);
  }
  return {
    episodes: count,
    batches,
    forward,
    backward,
    deltas: episodeDeltas(owner, { forward, backward, batches }),
  };
}

/** Adds the differences of the mini-batches of every episode up. */
export function episodeDeltas(
  owner: string,
  { forward, backward, batches }: Pick<OnlineLogLikelihoods, 'forward' | 'backward' | 'batches'>,
): Float64Array {
  const deltas = new Float64Array(forward.length / batches);
  for (let i = 0; i < forward.length; i++) {
    const episode = Math.floor(i / batches);
    deltas[episode] = (deltas[episode] ?? NaN) + (forward[i] ?? NaN) - (backward[i] ?? NaN);
  }
  const wrong = deltas.findIndex((delta) => !Number.isFinite(delta));
  if (wrong >= 0) {
    throw new ValuesError(
      `${owner}: Delta of episode ${wrong} is ${String(deltas[wrong])}: choose a smaller learningRate`,
      { data: { episode: wrong, delta: deltas[wrong] } },
    );
  }
  return deltas;
}
