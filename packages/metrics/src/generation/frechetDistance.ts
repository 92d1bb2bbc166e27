import { columnMoments } from '../numeric/columnMoments.ts';
import { symmetricEigen } from '../numeric/symmetricEigen.ts';
import { checkSamples } from './sampleChecks.ts';

/** How far two samples are apart, as Gaussians. */
export interface FrechetDistance {
  /** The squared distance: `means + covariances`, at least 0. */
  readonly squared: number;
  /** The squared distance of the means. */
  readonly means: number;
  /** What different covariances add. */
  readonly covariances: number;
}

/**
 * The squared Frechet distance of two samples, taken for Gaussians: `|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))`. On features of images from a frozen network it says how much generated
 * images look like real ones to that network. The number depends on the network and on how many rows there are; only distances of
 * the same features and sizes can be compared, and none with those of another network.
 *
 * @param first - A sample, such as features of real images: columns of one length.
 * @param second - Another sample of the same columns; it may have another number of rows.
 * @returns The squared distance and its two parts. With fewer rows than columns it is overstated much.
 * @throws ArgumentError for no column or less than two rows; ShapeError for columns that do not fit; ValuesError for entries that are
 *   not finite.
 *
 * @example
 * ```ts
 * import { frechetDistance } from '@causal-mechanisms/metrics';
 *
 * // Means 0 and 1, variances 2 and 8.
 * const { squared, means, covariances } = frechetDistance([[-1, 1]], [[-1, 3]]);
 * console.log(squared.toFixed(6), means, covariances.toFixed(6)); // 3.000000 1 2.000000
 * ```
 */
export function frechetDistance(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
): FrechetDistance {
  checkSamples('frechetDistance', first, second);
  const [a, b] = [columnMoments(first), columnMoments(second)];
  const means = a.means.reduce((sum, mean, i) => sum + (mean - (b.means[i] ?? NaN)) ** 2, 0);
  // The eigenvalues of C1 C2 are those of R C2 R with the root R of C1, which is symmetric.
  const root = symmetricRoot(a.covariance);
  const squares = symmetricEigen(product(root, product(b.covariance, root))).values;
  const shared = squares.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  const covariances = Math.max(0, trace(a.covariance) + trace(b.covariance) - 2 * shared);
  return { squared: means + covariances, means, covariances };
}

function symmetricRoot(matrix: readonly ArrayLike<number>[]): Float64Array[] {
  const { values, vectors } = symmetricEigen(matrix);
  return matrix.map((_, i) =>
    Float64Array.from(matrix, (_, j) =>
      values.reduce(
        (sum, value, k) =>
          sum + Math.sqrt(Math.max(0, value)) * (vectors[k]?.[i] ?? 0) * (vectors[k]?.[j] ?? 0),
        0,
      ),
    ),
  );
}

function product(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
): Float64Array[] {
  return first.map((row) => {
    const entries = new Float64Array(row.length);
    second.forEach((other, k) => {
      const weight = row[k] ?? 0;
      for (let j = 0; j < entries.length; j++)
        entries[j] = (entries[j] ?? 0) + weight * (other[j] ?? 0);
    });
    return entries;
  });
}

function trace(matrix: readonly ArrayLike<number>[]): number {
  return matrix.reduce((sum, row, i) => sum + (row[i] ?? NaN), 0);
}
