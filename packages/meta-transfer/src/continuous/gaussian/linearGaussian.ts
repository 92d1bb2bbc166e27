import { ArgumentError, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { CheckedPairs } from '../columns.ts';

/** A normal cause and an effect that is linear in it: `cause ~ N(mean, deviation^2)`, `effect ~ N(slope cause + intercept, noise^2)`. */
export interface LinearGaussian {
  /** Mean of the cause. */
  readonly mean: number;
  /** Standard deviation of the cause, above 0. */
  readonly deviation: number;
  /** How much the effect moves with the cause. */
  readonly slope: number;
  /** Mean of the effect where the cause is 0. */
  readonly intercept: number;
  /** Standard deviation of the effect around its line, above 0. */
  readonly noise: number;
}

/** Means, variances and covariance of two variables: all that a normal distribution asks of data. */
export interface PairMoments {
  /** Mean of A. */
  readonly meanA: number;
  /** Mean of B. */
  readonly meanB: number;
  /** Variance of A. */
  readonly varianceA: number;
  /** Variance of B. */
  readonly varianceB: number;
  /** Covariance of both. */
  readonly covariance: number;
}

/** The two factorisations of one normal distribution of a pair. */
export interface GaussianHypotheses {
  /** A is the cause. */
  readonly forward: LinearGaussian;
  /** B is the cause. */
  readonly backward: LinearGaussian;
}

/**
 * Both hypotheses about a normal distribution of two variables: `A->B` as given, and `B->A` by Bayes' rule. Both describe the same distribution.
 *
 * With `v = slope^2 deviation^2 + noise^2` the reverse has mean `slope mean + intercept`, variance `v`, slope `slope deviation^2 / v` and noise
 * variance `deviation^2 noise^2 / v`.
 *
 * @param truth - The distribution with A as the cause.
 * @returns The factorisations.
 * @throws ArgumentError when a number is not finite, a standard deviation not above 0, or a variance no number.
 *
 * @example
 * ```ts
 * import { gaussianHypotheses } from '@causal-mechanisms/meta-transfer';
 *
 * const truth = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
 * const { backward } = gaussianHypotheses(truth);
 * console.log(backward.slope, (backward.noise ** 2).toFixed(2)); // 0.4 0.20
 * ```
 */
export function gaussianHypotheses(truth: LinearGaussian): GaussianHypotheses {
  checkLinearGaussian('gaussianHypotheses', 'truth', truth);
  const { mean, deviation, slope, intercept, noise } = truth;
  const variance = deviation * deviation;
  const effectVariance = slope * slope * variance + noise * noise;
  const effectMean = slope * mean + intercept;
  const reverse = (slope * variance) / effectVariance;
  if (!(variance > 0 && effectVariance > 0 && Number.isFinite(reverse + effectVariance))) {
    throw new ArgumentError(
      'gaussianHypotheses: the variances leave the range of numbers: measure the variables in other units',
      { data: { variance, effectVariance } },
    );
  }
  return {
    forward: { mean, deviation, slope, intercept, noise },
    backward: {
      mean: effectMean,
      deviation: Math.sqrt(effectVariance),
      slope: reverse,
      intercept: mean - reverse * effectMean,
      noise: (deviation * noise) / Math.sqrt(effectVariance),
    },
  };
}

/**
 * The moments of a linear Gaussian pair: what a sample without end would have.
 *
 * @param truth - The distribution, with A as the cause.
 * @returns Its moments.
 *
 * @example
 * ```ts
 * import { gaussianMoments } from '@causal-mechanisms/meta-transfer';
 *
 * const { varianceB } = gaussianMoments({ mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 });
 * console.log(varianceB); // 5
 * ```
 */
export function gaussianMoments(truth: LinearGaussian): PairMoments {
  checkLinearGaussian('gaussianMoments', 'truth', truth);
  const { mean, deviation, slope, intercept, noise } = truth;
  const variance = deviation * deviation;
  return {
    meanA: mean,
    meanB: slope * mean + intercept,
    varianceA: variance,
    varianceB: slope * slope * variance + noise * noise,
    covariance: slope * variance,
  };
}

/**
 * @param pairs - At least one pair.
 * @returns Means, and averages of products of the distances from them.
 */
export function sampleMoments({ a, b }: CheckedPairs): PairMoments {
  const count = a.length;
  let [meanA, meanB] = [0, 0];
  for (let i = 0; i < count; i++) {
    meanA += a[i] ?? NaN;
    meanB += b[i] ?? NaN;
  }
  meanA /= count;
  meanB /= count;
  let [varianceA, varianceB, covariance] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = (a[i] ?? NaN) - meanA;
    const y = (b[i] ?? NaN) - meanB;
    varianceA += x * x;
    varianceB += y * y;
    covariance += x * y;
  }
  return {
    meanA,
    meanB,
    varianceA: varianceA / count,
    varianceB: varianceB / count,
    covariance: covariance / count,
  };
}

/**
 * @param moments - Of A and B.
 * @returns The same with A and B swapped.
 */
export function swappedMoments(moments: PairMoments): PairMoments {
  return {
    meanA: moments.meanB,
    meanB: moments.meanA,
    varianceA: moments.varianceB,
    varianceB: moments.varianceA,
    covariance: moments.covariance,
  };
}

/**
 * @param moments - Of A and B, with positive variances that no line explains wholly.
 * @returns The linear Gaussian pair with A as the cause that has these moments: the fit of greatest likelihood.
 */
export function linearGaussianOf(moments: PairMoments): LinearGaussian {
  const { meanA, meanB, varianceA, varianceB, covariance } = moments;
  const slope = covariance / varianceA;
  return {
    mean: meanA,
    deviation: Math.sqrt(varianceA),
    slope,
    intercept: meanB - slope * meanA,
    noise: Math.sqrt(varianceB - slope * covariance),
  };
}

/**
 * @param owner - The function that asks; opens the message.
 * @param argument - Its name.
 * @param truth - Should have finite numbers and positive standard deviations.
 * @throws ArgumentError when it has not.
 */
export function checkLinearGaussian(owner: string, argument: string, truth: LinearGaussian): void {
  checkOptions(owner, truth, argument);
  for (const name of ['mean', 'deviation', 'slope', 'intercept', 'noise'] as const) {
    const value = truth[name];
    const positive = name === 'deviation' || name === 'noise';
    if (Number.isFinite(value) && (!positive || value > 0)) continue;
    throw new ArgumentError(
      `${owner}: ${argument}.${name} must be finite${positive ? ' and above 0' : ''}, got ${String(value)}`,
      { data: { name, value } },
    );
  }
}

/** @internal Checks moments: finite, and no variance below 0. */
export function checkMoments(owner: string, argument: string, moments: PairMoments): void {
  checkOptions(owner, moments, argument);
  for (const name of ['meanA', 'meanB', 'varianceA', 'varianceB', 'covariance'] as const) {
    const range = name.startsWith('variance') ? { least: 0 } : {};
    checkNumber(owner, `${argument}.${name}`, moments[name], range);
  }
}
