import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { EpisodeLikelihoods } from '../../belief/regret.ts';
import { checkPairs } from '../columns.ts';
import type { CheckedPairs } from '../columns.ts';
import { conjugateHypotheses } from '../conjugate/conjugateHypotheses.ts';
import { adaptGaussian } from '../gaussian/adaptGaussian.ts';
import { linearGaussianOf, sampleMoments, swappedMoments } from '../gaussian/linearGaussian.ts';
import type { LinearGaussian, PairMoments } from '../gaussian/linearGaussian.ts';
import { columnScale, standardised } from '../standardise.ts';
import type { ColumnScale } from '../standardise.ts';
import type { ContinuousDirectionConfig } from './continuousConfig.ts';
import type { ContinuousSource } from './continuousSource.ts';

/** Scores episodes under both hypotheses, as training left them. */
export interface EpisodeScorer {
  /**
   * @param episodes - The pairs of each.
   * @returns Their log-likelihoods, in nats.
   */
  score(episodes: readonly CheckedPairs[]): Promise<readonly EpisodeLikelihoods[]>;
}

/** Scales of both columns. */
export interface PairScales {
  /** Of A. */
  readonly a: ColumnScale;
  /** Of B. */
  readonly b: ColumnScale;
}

/**
 * @param source - Where pairs come from.
 * @param config - How many are drawn.
 * @param stream - What they are drawn with.
 * @returns The pairs that scales and closed forms are fitted to.
 */
export function fitPairs(
  source: ContinuousSource,
  config: ContinuousDirectionConfig,
  stream: RandomStream,
): CheckedPairs {
  const drawn = source.sampleTraining(config.fitPairs, stream);
  return checkPairs('trainContinuousDirection', 'training', drawn, 20);
}

/**
 * @param pairs - Any pairs.
 * @param name - What they are. Default: `training`.
 * @returns Their scales.
 * @throws ValuesError when all values of a column are the same.
 */
export function pairScales({ a, b }: CheckedPairs, name = 'training'): PairScales {
  return {
    a: columnScale('trainContinuousDirection', `${name}.a`, a),
    b: columnScale('trainContinuousDirection', `${name}.b`, b),
  };
}

/**
 * @param pairs - Any pairs.
 * @param scales - Of training.
 * @returns The pairs in units of the scales.
 */
export function inUnits({ a, b }: CheckedPairs, scales: PairScales): CheckedPairs {
  return { a: standardised(a, scales.a), b: standardised(b, scales.b) };
}

/**
 * Hypotheses in closed form, which need no training.
 *
 * @param config - Which, and how episodes are scored.
 * @param training - The pairs that they are fitted to.
 * @returns The scorer.
 */
export function closedFormScorer(
  config: ContinuousDirectionConfig,
  training: CheckedPairs,
): EpisodeScorer {
  const scored =
    config.mechanism === 'gaussian'
      ? gaussianScore(config, training)
      : conjugateScore(config, training);
  // As a promise, whatever is thrown.
  return { score: async (episodes) => await Promise.resolve(episodes.map(scored)) };
}

function conjugateScore(config: ContinuousDirectionConfig, training: CheckedPairs) {
  const { marginal, changes, memory, likelihood } = config;
  const linear = config.mechanism === 'conjugate';
  const hypotheses = conjugateHypotheses(training, {
    conditional: linear ? 'linear' : 'bumps',
    marginal,
    changes,
    memory,
    components: linear ? 1 : config.components,
  });
  return (pairs: CheckedPairs): EpisodeLikelihoods => {
    const { forward, backward } = hypotheses.score(pairs);
    const by = likelihood === 'mean' ? pairs.a.length : 1;
    return { forward: forward / by, backward: backward / by };
  };
}

function gaussianScore(config: ContinuousDirectionConfig, training: CheckedPairs) {
  const scales = pairScales(training);
  const moments = momentsInUnits(sampleMoments(training), scales);
  const starts = [linearGaussianOf(moments), linearGaussianOf(swappedMoments(moments))] as const;
  return (pairs: CheckedPairs): EpisodeLikelihoods => {
    // A marginal that is fitted to equal values has no density.
    if (config.marginal === 'refit') pairScales(pairs, 'transfer');
    const episode = momentsInUnits(sampleMoments(pairs), scales);
    const by = config.likelihood === 'mean' ? 1 : pairs.a.length;
    return {
      forward: -by * gaussianCost(config, starts[0], episode),
      backward: -by * gaussianCost(config, starts[1], swappedMoments(episode)),
    };
  };
}

/** The moments that pairs would have in units of the scales. */
function momentsInUnits(moments: PairMoments, { a, b }: PairScales): PairMoments {
  return {
    meanA: (moments.meanA - a.mean) / a.deviation,
    meanB: (moments.meanB - b.mean) / b.deviation,
    varianceA: moments.varianceA / a.deviation ** 2,
    varianceB: moments.varianceB / b.deviation ** 2,
    covariance: moments.covariance / (a.deviation * b.deviation),
  };
}

/** What a hypothesis costs over the inner steps, in nats per pair. */
function gaussianCost(
  { innerSteps, innerRate, marginal }: ContinuousDirectionConfig,
  start: LinearGaussian,
  moments: PairMoments,
): number {
  const batches = Array.from({ length: innerSteps }, () => moments);
  // The marginal that fits best has no gradient: only the conditional moves from there.
  const from: LinearGaussian =
    marginal === 'adapt'
      ? start
      : { ...start, mean: moments.meanA, deviation: Math.sqrt(moments.varianceA) };
  const { costs } = adaptGaussian(from, batches, { learningRate: innerRate });
  return costs.reduce((sum, cost) => sum + cost, 0);
}
