import type { FactorCurve } from '../prior/factorCurve.ts';

/** What follows from the weights of a linear model with standard normal noise. */
export interface LinearStatistics {
  /** The covariance of u, `[factors][factors]`. */
  readonly covariance: readonly Float64Array[];
  /** The weights in standard deviations of effect per standard deviation of cause, with the directions of the maps. */
  readonly standardised: readonly Float64Array[];
}

/**
 * @param weights - `weights[cause][effect]`, 0 without an edge.
 * @param order - All factors, causes before effects.
 * @param curves - The map of every factor.
 * @returns Covariance of u = u A + eps, and comparable weights.
 */
export function linearStatistics(
  weights: readonly Float64Array[],
  order: readonly number[],
  curves: readonly FactorCurve[],
): LinearStatistics {
  const entry = (matrix: readonly Float64Array[], i: number, j: number) => matrix[i]?.[j] ?? NaN;
  // total[k][j]: what one unit of noise of k does to u_j, along all paths.
  const total = weights.map((_, i) => weights.map((__, j): number => (i === j ? 1 : 0)));
  for (const j of order) {
    for (const row of total) {
      weights.forEach((_, i) => {
        const weight = entry(weights, i, j);
        if (weight !== 0) row[j] = (row[j] ?? NaN) + (row[i] ?? NaN) * weight;
      });
    }
  }
  const covariance = weights.map((_, i) =>
    Float64Array.from(weights, (__, j) =>
      total.reduce((sum, row) => sum + (row[i] ?? NaN) * (row[j] ?? NaN), 0),
    ),
  );
  const deviation = (i: number) => Math.sqrt(entry(covariance, i, i));
  const direction = (i: number) => (curves[i]?.direction === -1 ? -1 : 1);
  const standardised = weights.map((row, i) =>
    row.map((weight, j) =>
      weight === 0 ? 0 : (weight * direction(i) * direction(j) * deviation(i)) / deviation(j),
    ),
  );
  return { covariance, standardised };
}
