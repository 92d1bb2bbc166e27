import { gaussianMixture } from '../../continuous/mixture/gaussianMixture.ts';

/** Options of {@link marginalTerm}. */
export interface MarginalTermOptions {
  /** Components of the mixture. */
  readonly components: number;
  /** Iterations of expectation maximisation at most. */
  readonly iterations: number;
}

/** The mean log-likelihood of a root coordinate, and where it comes from. */
export interface MarginalTerm {
  /** In nats per point. */
  readonly value: number;
  /** Its derivative by each value. */
  gradient(): Float64Array;
}

/**
 * A coordinate without cause: a mixture of normal distributions is fitted to the values from scratch, as free as the distribution of a cause is
 * to change. The fit is at a maximum, so that the derivative of its log-likelihood is the one with the mixture held as it is.
 *
 * @param values - Codes of one transfer set.
 * @param options - Components and iterations.
 * @returns The term.
 * @throws ValuesError when the values are not finite, or all the same.
 */
export function marginalTerm(
  values: Float64Array,
  { components, iterations }: MarginalTermOptions,
): MarginalTerm {
  const fitted = gaussianMixture(values, { components, iterations });
  return {
    value: fitted.logLikelihoods.at(-1) ?? NaN,
    gradient() {
      const { weights, means, deviations } = fitted;
      const gradient = new Float64Array(values.length);
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? 0;
        // Relative to the nearest component, so that far values do not lose all of their densities.
        let nearest = Infinity;
        for (let k = 0; k < means.length; k++) {
          const z = (value - (means[k] ?? 0)) / (deviations[k] ?? 1);
          nearest = Math.min(nearest, z * z);
        }
        let total = 0;
        let slope = 0;
        for (let k = 0; k < means.length; k++) {
          const deviation = deviations[k] ?? 1;
          const z = (value - (means[k] ?? 0)) / deviation;
          const density = ((weights[k] ?? 0) / deviation) * Math.exp(0.5 * (nearest - z * z));
          total += density;
          slope -= (density * z) / deviation;
        }
        gradient[i] = slope / total / values.length;
      }
      return gradient;
    },
  };
}
