import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from './columnChecks.ts';

/** Options of {@link r2Matrix}. */
export interface R2MatrixOptions {
  /** Steps of the function that predicts, at least 2 and less than there are rows. Default: 20. */
  readonly bins?: number;
}

/**
 * How well each true variable can be predicted from each found one alone, by any function: R2 of the best function with steps over
 * equally many points each. A representation that is right up to a map per coordinate and their order has one entry near 1 in
 * every row and column, and the others near what the true variables tell about each other.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - How fine the steps are.
 * @returns One row per true column, one entry per found one: at most 1, corrected for the number of steps and so about 0 for independent
 *   columns. A constant true column has 0.
 * @throws ArgumentError when there is no column, less than three rows or an impossible number of steps; ShapeError for different lengths;
 *   ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { r2Matrix } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1, 2, 2], [5, 5, 9, 9, 5, 5]];
 * console.log(r2Matrix([b], [a], { bins: 3 })); // [ [ 1 ] ]
 * ```
 */
export function r2Matrix(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: R2MatrixOptions = {},
): number[][] {
  const { bins = 20 } = checkOptions('r2Matrix', options);
  const rows = checkSampleColumns('r2Matrix', 'truth', truth);
  const others = checkSampleColumns('r2Matrix', 'found', found);
  checkSameLength('r2Matrix', 'truth and found', rows, others);
  checkCount('r2Matrix', 'bins', bins, { least: 2, most: rows - 1 });
  const orders = found.map((column) =>
    Uint32Array.from({ length: rows }, (_, i) => i).sort(
      (i, j) => (column[i] ?? 0) - (column[j] ?? 0),
    ),
  );
  return truth.map((column) => orders.map((order) => stepR2(column, order, bins)));
}

/** One minus the ratio of the unbiased variances within the steps and in all. */
function stepR2(column: ArrayLike<number>, order: Uint32Array, bins: number): number {
  const rows = order.length;
  const total = squares(column, order, 0, rows);
  if (total === 0) return 0;
  let within = 0;
  for (let bin = 0; bin < bins; bin++) {
    const [from, to] = [bin, bin + 1].map((edge) => Math.floor((edge * rows) / bins));
    within += squares(column, order, from ?? 0, to ?? 0);
  }
  return 1 - within / (rows - bins) / (total / (rows - 1));
}

/** The sum of squared distances from the mean, of the places `from` to `to` in an order. */
function squares(column: ArrayLike<number>, order: Uint32Array, from: number, to: number): number {
  let mean = 0;
  for (let i = from; i < to; i++) mean += (column[order[i] ?? 0] ?? 0) / (to - from);
  let sum = 0;
  for (let i = from; i < to; i++) sum += ((column[order[i] ?? 0] ?? 0) - mean) ** 2;
  return sum;
}
