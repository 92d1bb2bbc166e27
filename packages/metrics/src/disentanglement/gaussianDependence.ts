import { columnMoments } from '../numeric/columnMoments.ts';
import { symmetricEigen } from '../numeric/symmetricEigen.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/** How far codes are from independent ones, as Gaussians with their covariance. */
export interface GaussianDependence {
  /** The total correlation in nats, at least 0: infinite where a code is a linear function of others. Indifferent to scale. */
  readonly totalCorrelation: number;
  /** The squared 2-Wasserstein distance to independent codes of the same variances: in squared units of the codes. */
  readonly wasserstein: number;
  /** The same, divided by the sum of the variances; 0 where all codes are constant. */
  readonly relativeWasserstein: number;
  /** The covariance of the codes. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Total correlation and Wasserstein correlation of codes, taken for Gaussians: `(sum_i ln C_ii - ln det C) / 2` and
 * `2 tr C - 2 tr (D^(1/2) C D^(1/2))^(1/2)`, with the diagonal D of the covariance C. They need no true variables. Codes of causally related factors should
 * not be independent.
 *
 * @param found - The codes: columns of one length, with more rows than columns. Constant ones take no part.
 * @returns Both distances and the covariance.
 * @throws ArgumentError when there is no column or less than two rows; ShapeError for different lengths; ValuesError for entries that are
 *   not finite.
 *
 * @example
 * ```ts
 * import { gaussianDependence } from '@causal-mechanisms/metrics';
 *
 * const { totalCorrelation, wasserstein } = gaussianDependence([[1, 1, -1, -1], [1, -1, 1, -1]]);
 * console.log(totalCorrelation, wasserstein.toFixed(6)); // 0 0.000000
 * ```
 */
export function gaussianDependence(found: readonly ArrayLike<number>[]): GaussianDependence {
  checkSampleColumns('gaussianDependence', 'found', found);
  const { means, covariance } = columnMoments(found);
  const deviations = covariance.map((row, i) => {
    const deviation = Math.sqrt(row[i] ?? 0);
    // What rounding leaves of a constant column is no variation.
    return deviation <= 1e-12 * Math.abs(means[i] ?? 0) ? 0 : deviation;
  });
  const moving = deviations.flatMap((deviation, i) => (deviation > 0 ? [i] : []));
  const part = (entry: (value: number, i: number, j: number) => number) =>
    moving.map((i) =>
      moving.map((j) =>
        entry((covariance[i]?.[j] ?? 0) / (deviations[i] ?? 1) / (deviations[j] ?? 1), i, j),
      ),
    );
  const correlations = symmetricEigen(part((value) => value)).values;
  const cross = symmetricEigen(
    part((value, i, j) => value * ((deviations[i] ?? 0) * (deviations[j] ?? 0)) ** 2),
  ).values;
  const trace = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  const roots = cross.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  const wasserstein = Math.max(0, 2 * trace - 2 * roots);
  return {
    // Eigenvalues that are 0 but for rounding mean that a code is a function of others.
    totalCorrelation: Math.max(
      0,
      correlations.reduce(
        (sum, value) => (value <= 1e-14 * moving.length ? Infinity : sum - Math.log(value) / 2),
        0,
      ),
    ),
    wasserstein,
    relativeWasserstein: trace === 0 ? 0 : wasserstein / trace,
    covariance: covariance.map((row) => Array.from(row)),
  };
}
