import { checkLinearGaussian, checkMoments } from './linearGaussian.ts';
import type { LinearGaussian, PairMoments } from './linearGaussian.ts';

/** The derivatives of a mean negative log-likelihood by the five parameters of a linear Gaussian pair. */
export interface LinearGaussianGradient {
  /** By the mean of the cause. */
  readonly mean: number;
  /** By the logarithm of its standard deviation. */
  readonly logDeviation: number;
  /** By the slope. */
  readonly slope: number;
  /** By the intercept. */
  readonly intercept: number;
  /** By the logarithm of the standard deviation of the noise. */
  readonly logNoise: number;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * The mean negative log-likelihood of data under a linear Gaussian pair. It depends on the data through their moments alone.
 *
 * @param model - The pair, with A as the cause.
 * @param moments - Of a sample, or of a distribution.
 * @returns Nats per pair.
 *
 * @example
 * ```ts
 * import { gaussianLoss, gaussianMoments } from '@causal-mechanisms/meta-transfer';
 *
 * const model = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
 * console.log(gaussianLoss(model, gaussianMoments(model)).toFixed(4)); // 2.8379
 * ```
 */
export function gaussianLoss(model: LinearGaussian, moments: PairMoments): number {
  checkLinearGaussian('gaussianLoss', 'model', model);
  checkMoments('gaussianLoss', 'moments', moments);
  const { deviation, noise } = model;
  const { cause, residual } = squares(model, moments);
  return (
    LOG_TWO_PI +
    Math.log(deviation) +
    Math.log(noise) +
    0.5 * (cause / deviation ** 2 + residual / noise ** 2)
  );
}

/**
 * The gradient of {@link gaussianLoss}: that of a sample with the sample's moments, the expected one with those of a distribution.
 *
 * @param model - The pair, with A as the cause.
 * @param moments - Of a sample, or of a distribution.
 * @returns The derivatives.
 *
 * @example
 * ```ts
 * import { gaussianGradient, gaussianMoments } from '@causal-mechanisms/meta-transfer';
 *
 * const model = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
 * // The mean of the cause moves by 1: nothing of the mechanism has a gradient.
 * const { mean, slope } = gaussianGradient(model, gaussianMoments({ ...model, mean: 1 }));
 * console.log(mean, Math.abs(slope)); // -1 0
 * ```
 */
export function gaussianGradient(
  model: LinearGaussian,
  moments: PairMoments,
): LinearGaussianGradient {
  checkLinearGaussian('gaussianGradient', 'model', model);
  checkMoments('gaussianGradient', 'moments', moments);
  const { mean, deviation, slope, noise } = model;
  const { cause, residual, offset } = squares(model, moments);
  const precision = 1 / noise ** 2;
  const alongCause = moments.covariance - slope * moments.varianceA + moments.meanA * offset;
  return {
    mean: (mean - moments.meanA) / deviation ** 2,
    logDeviation: 1 - cause / deviation ** 2,
    slope: -alongCause * precision,
    intercept: -offset * precision,
    logNoise: 1 - residual * precision,
  };
}

/**
 * How far a linear Gaussian pair is from another one: the divergence of Kullback and Leibler, `E log(p / q)` over samples of the first.
 *
 * @param from - Where samples come from, with A as the cause.
 * @param model - What describes them; with A as the cause, or with B where `moments` are swapped.
 * @returns Nats per pair, at least 0.
 *
 * @example
 * ```ts
 * import { gaussianDivergence } from '@causal-mechanisms/meta-transfer';
 *
 * const model = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
 * console.log(gaussianDivergence({ ...model, mean: 1 }, model)); // 0.5
 * ```
 */
export function gaussianDivergence(from: LinearGaussian, model: LinearGaussian): number {
  checkLinearGaussian('gaussianDivergence', 'from', from);
  checkLinearGaussian('gaussianDivergence', 'model', model);
  const part = (p: number, q: number, meanSquare: number) =>
    Math.log(q / p) + 0.5 * (meanSquare / q ** 2 - 1);
  const slope = from.slope - model.slope;
  const atMean = slope * from.mean + from.intercept - model.intercept;
  return (
    part(from.deviation, model.deviation, from.deviation ** 2 + (from.mean - model.mean) ** 2) +
    part(from.noise, model.noise, from.noise ** 2 + (slope * from.deviation) ** 2 + atMean ** 2)
  );
}

/** Mean squares of the cause around the model's mean and of the effect around its line, and the mean distance from the line. */
function squares(model: LinearGaussian, moments: PairMoments) {
  const { mean, slope, intercept } = model;
  const { meanA, meanB, varianceA, varianceB, covariance } = moments;
  const offset = meanB - slope * meanA - intercept;
  return {
    offset,
    cause: varianceA + (meanA - mean) ** 2,
    residual: varianceB - 2 * slope * covariance + slope * slope * varianceA + offset * offset,
  };
}
