import { ArgumentError, checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';
import { columnClasses } from './columnClasses.ts';
import { quantileOfSorted } from '../curve/quantile.ts';

/** Options of {@link interventionalRobustness}. */
export interface InterventionalRobustnessOptions {
  /** Which quantile of the deviations within a class counts, above 0 and at most 1. Default: 0.99. */
  readonly quantile?: number;
  /** A factor with more different values than this is cut into as many bins with equally many rows, at least 2. Default: 20. */
  readonly bins?: number;
}

/** Whether codes stay where they are while other factors than their own change. */
export interface InterventionalRobustness {
  /** The mean over codes of their best score, weighted by how far each code moves at all; in [0, 1]. */
  readonly mean: number;
  /** The best score of each code over factors. */
  readonly codes: readonly number[];
  /** The factor with the best score for each code. */
  readonly factors: readonly number[];
  /** How far each code moves from its mean at most: its weight. */
  readonly weights: readonly number[];
  /** The score of each code for each factor: one row per factor. */
  readonly scores: readonly (readonly number[])[];
}

/**
 * The interventional robustness score (IRS; Suter et al., 2019), from observed rows: how far a code moves from its mean while one factor is held and the others
 * change, as a share of how far it moves at all. A class with a single row cannot show any movement and raises the score:
 * there must be many rows for each class. A constant code counts nothing.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - The quantile, and how continuous factors get classes.
 * @returns The score, its parts and the matrix behind it; 0 where no code moves.
 * @throws ArgumentError when there is no column, less than two rows, or for an impossible quantile or number of bins; ShapeError for different lengths;
 *   ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { interventionalRobustness } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const sum = a.map((bit, i) => bit + b[i]);
 * const score = (code: number[]) => interventionalRobustness([a, b], [code], { quantile: 1 }).mean;
 * console.log(score(a), score(sum)); // 1 0.5
 * ```
 */
export function interventionalRobustness(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: InterventionalRobustnessOptions = {},
): InterventionalRobustness {
  const owner = 'interventionalRobustness';
  const { quantile = 0.99, bins = 20 } = checkOptions(owner, options);
  const rows = checkSampleColumns(owner, 'truth', truth);
  checkSameLength(owner, 'truth and found', rows, checkSampleColumns(owner, 'found', found));
  checkCount(owner, 'bins', bins, { least: 2 });
  if (!(quantile > 0 && quantile <= 1)) {
    throw new ArgumentError(`${owner}: quantile must be above 0 and at most 1, got ${quantile}`, {
      data: { quantile },
    });
  }
  const weights = found.map((column) => {
    const deviations = deviationsFromMean(Float64Array.from(column));
    // What rounding leaves of a constant column is no movement.
    const largest = deviations.at(-1) ?? 0;
    return largest <= 1e-12 * Math.abs(column[0] ?? 0) ? 0 : largest;
  });
  const scores = columnClasses(owner, truth, { bins, cut: 'count' }).map(({ labels, count }) =>
    found.map((column, code) => {
      const weight = weights[code] ?? 0;
      if (weight === 0) return 0;
      let sum = 0;
      for (let label = 0; label < count; label++) {
        const own = Float64Array.from(column).filter((_, row) => labels[row] === label);
        sum += quantileOfSorted(deviationsFromMean(own), quantile);
      }
      return Math.max(0, 1 - sum / count / weight);
    }),
  );
  const codes = weights.map((_, code) => Math.max(...scores.map((row) => row[code] ?? 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    mean:
      total === 0
        ? 0
        : codes.reduce((sum, score, code) => sum + score * (weights[code] ?? 0), 0) / total,
    codes,
    factors: codes.map((best, code) => scores.findIndex((row) => row[code] === best)),
    weights,
    scores,
  };
}

/** Absolute distances from the mean, in rising order. */
function deviationsFromMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => Math.abs(value - mean)).sort();
}
