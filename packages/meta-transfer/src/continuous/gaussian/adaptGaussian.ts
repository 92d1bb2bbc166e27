import {
  checkArray,
  checkNumber,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { gaussianGradient, gaussianLoss } from './gaussianGradient.ts';
import { checkLinearGaussian, checkMoments } from './linearGaussian.ts';
import type { LinearGaussian, PairMoments } from './linearGaussian.ts';

/** Options of {@link adaptGaussian}. */
export interface AdaptGaussianOptions {
  /** Step size of gradient descent, above 0. Default: 0.01. */
  readonly learningRate?: number;
}

/** What {@link adaptGaussian} finds. */
export interface GaussianTrajectory {
  /** The mean negative log-likelihood of each batch before its step, in nats per pair. */
  readonly costs: readonly number[];
  /** The pair after the last step. */
  readonly final: LinearGaussian;
}

/** A logarithm of a standard deviation moves by no more than this in a step: where one step explains a shift as noise, nothing comes back. */
const LARGEST_MOVE = 1;

/**
 * Gradient descent on the five parameters of a linear Gaussian pair, `(mean, log deviation, slope, intercept, log noise)`, each batch scored before
 * its step. A step costs the same whatever the size of a batch: its moments are all that enters.
 *
 * With the moments of a distribution, over and over, it is the path of the expected gradient, without noise.
 *
 * @param start - The pair, with A as the cause.
 * @param batches - The moments of each batch in turn.
 * @param options - The step size.
 * @returns What each batch cost, and where descent arrived.
 * @throws ArgumentError when the pair or the step size is impossible; ValuesError when a cost is not finite.
 *
 * @example
 * ```ts
 * import { adaptGaussian, gaussianMoments } from '@causal-mechanisms/meta-transfer';
 *
 * const start = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
 * const moved = gaussianMoments({ ...start, mean: 1 });
 * const { costs, final } = adaptGaussian(start, [moved, moved], { learningRate: 0.1 });
 * console.log(costs.map((cost) => cost.toFixed(3)), final.slope); // [ '3.338', '3.179' ] 2
 * ```
 */
export function adaptGaussian(
  start: LinearGaussian,
  batches: readonly PairMoments[],
  options: AdaptGaussianOptions = {},
): GaussianTrajectory {
  const { learningRate = 0.01 } = checkOptions('adaptGaussian', options);
  checkLinearGaussian('adaptGaussian', 'start', start);
  checkArray('adaptGaussian', 'batches', batches).forEach((moments, i) => {
    checkMoments('adaptGaussian', `batches[${i}]`, moments);
  });
  checkNumber('adaptGaussian', 'learningRate', learningRate, { above: 0 });
  const scaled = (deviation: number, slope: number) =>
    deviation * Math.exp(Math.min(LARGEST_MOVE, Math.max(-LARGEST_MOVE, -learningRate * slope)));
  let model = start;
  const costs = batches.map((moments, batch) => {
    const cost = gaussianLoss(model, moments);
    if (!Number.isFinite(cost)) {
      throw new ValuesError(
        `adaptGaussian: batch ${batch} costs ${cost}: its moments are not finite, or learningRate is too large`,
        { data: { batch, cost } },
      );
    }
    const gradient = gaussianGradient(model, moments);
    model = {
      mean: model.mean - learningRate * gradient.mean,
      deviation: scaled(model.deviation, gradient.logDeviation),
      slope: model.slope - learningRate * gradient.slope,
      intercept: model.intercept - learningRate * gradient.intercept,
      noise: scaled(model.noise, gradient.logNoise),
    };
    return cost;
  });
  return { costs, final: model };
}
