import { checkOptions, checkText } from '@causal-mechanisms/tensor-utils';
import { maxWeightMatching } from '../assignment/hungarian.ts';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from './columnChecks.ts';

/** Options of {@link meanCorrelationCoefficient}. */
export interface CorrelationOptions {
  /** Pearson's correlation, for variables found up to scale, or Spearman's of the ranks, up to any monotone map. Default: `pearson`. */
  readonly kind?: 'pearson' | 'spearman';
}

/** How well found variables match true ones, one by one. */
export interface CorrelationScore {
  /** The mean absolute correlation of the matched pairs, in [0, 1]. */
  readonly mean: number;
  /** The found column that is matched with each true one; -1 for none, where fewer were found. */
  readonly columns: readonly number[];
  /** Correlations in [-1, 1]: one row per true column, one entry per found one. */
  readonly correlations: readonly (readonly number[])[];
}

/**
 * The mean correlation coefficient (MCC) of found with true variables: the mean absolute correlation under the one-to-one matching that
 * makes it largest. Order, sign and scale of the found variables do not matter, nor any monotone map under `spearman`.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - Which correlation.
 * @returns The score. A constant column correlates with nothing; a true one without a match counts as 0.
 * @throws ArgumentError when there is no column or less than two rows; ShapeError for different lengths; ValuesError for entries that
 *   are not finite.
 *
 * @example
 * ```ts
 * import { meanCorrelationCoefficient } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[1, 2, 3, 4], [1, -1, 1, -1]];
 * const { mean, columns } = meanCorrelationCoefficient([a, b], [b, a.map((value) => -2 * value)]);
 * console.log(mean.toFixed(6), columns); // 1.000000 [ 1, 0 ]
 * ```
 */
export function meanCorrelationCoefficient(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: CorrelationOptions = {},
): CorrelationScore {
  const { kind = 'pearson' } = checkOptions('meanCorrelationCoefficient', options);
  checkText('meanCorrelationCoefficient', 'kind', kind, ['pearson', 'spearman']);
  const rows = checkSampleColumns('meanCorrelationCoefficient', 'truth', truth);
  const others = checkSampleColumns('meanCorrelationCoefficient', 'found', found);
  checkSameLength('meanCorrelationCoefficient', 'truth and found', rows, others);
  const unit = (columns: readonly ArrayLike<number>[]) =>
    columns.map((column) => unitVector(kind === 'spearman' ? ranks(column) : column));
  const [rowsOf, columnsOf] = [unit(truth), unit(found)];
  const correlations = rowsOf.map((first) =>
    columnsOf.map((second) => Math.max(-1, Math.min(1, product(first, second)))),
  );
  const { columns, total } = maxWeightMatching(correlations.map((row) => row.map(Math.abs)));
  return { mean: total / truth.length, columns, correlations };
}

/** The column less its mean, at length 1; all 0 where it is constant. */
function unitVector(column: ArrayLike<number>): Float64Array {
  // Squares of very large or small numbers would leave the range of numbers.
  const largest = Array.from(column).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const values = Float64Array.from(column, (value) => (largest > 0 ? value / largest : value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.sqrt(product(centred, centred));
  // What rounding leaves of a constant column is no variation.
  const scale = Math.abs(mean) * Math.sqrt(values.length);
  return length <= 1e-12 * scale || length === 0
    ? centred.fill(0)
    : centred.map((value) => value / length);
}

function product(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += (first[i] ?? 0) * (second[i] ?? 0);
  return sum;
}

/** Ranks from 0; equal values share the mean of theirs. */
function ranks(column: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: column.length }, (_, i) => i).sort(
    (i, j) => (column[i] ?? 0) - (column[j] ?? 0),
  );
  const ranked = new Float64Array(column.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && column[order[to + 1] ?? 0] === column[order[from] ?? 0]) to++;
    for (let i = from; i <= to; i++) ranked[order[i] ?? 0] = (from + to) / 2;
    from = to + 1;
  }
  return ranked;
}
