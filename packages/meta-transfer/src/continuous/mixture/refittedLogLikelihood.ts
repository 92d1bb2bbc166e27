import { gaussianMixture } from './gaussianMixture.ts';

/** Gains below this many nats per value are left out: Deltas are larger by orders of magnitude. */
const TOLERANCE = 1e-4;

/**
 * The log-likelihood of values under the mixture that is fitted to them: what a marginal scores that adapts for nothing.
 *
 * @param values - Finite numbers, at least two different ones.
 * @param components - Of the mixture, at most one per 10 values.
 * @returns Nats per value.
 */
export function refittedLogLikelihood(values: Float64Array, components: number): number {
  const fitting = Math.max(1, Math.min(components, Math.floor(values.length / 10)));
  const { logLikelihoods } = gaussianMixture(values, { components: fitting, tolerance: TOLERANCE });
  return logLikelihoods.at(-1) ?? NaN;
}
