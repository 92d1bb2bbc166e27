import {
  ArgumentError,
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/** Options of {@link factorDrift}. */
export interface FactorDriftOptions {
  /** The column of the factor that was intervened on: drifts are given relative to its change too. */
  readonly target: number;
  /**
   * What a change of each factor is divided by, to compare factors in different units: above 0, one per column. Default: the standard
   * deviation of the column before the intervention, which must then not be constant.
   */
  readonly scales?: ArrayLike<number>;
}

/** How far factors moved under an intervention. */
export interface FactorDrift {
  /** The mean absolute change of each factor, in units of its scale. */
  readonly drift: readonly number[];
  /** `drift` divided by that of the target: 1 for the target itself. NaN or infinite where the target did not move. */
  readonly relative: readonly number[];
  /** The mean change of each factor, with its sign, in units of its scale. */
  readonly meanChange: readonly number[];
}

/**
 * The drift of factors under an intervention on one of them. Factors that do not descend from the target should have none; those that do, the one
 * that the mechanisms give.
 *
 * @param before - The factors before the intervention: columns of one length.
 * @param after - The same factors of the same rows after it.
 * @param options - Which factor was set, and scales.
 * @returns One entry per factor.
 * @throws ArgumentError for no column, less than two rows, an impossible target or scale, or a constant column without a scale; ShapeError
 *   for different numbers of columns, rows or scales; ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { factorDrift } from '@causal-mechanisms/metrics';
 *
 * const before = [[0, 2], [10, 30]];
 * const after = [[2, 4], [11, 29]];
 * console.log(factorDrift(before, after, { target: 0, scales: [1, 10] }).relative); // [ 1, 0.05 ]
 * ```
 */
export function factorDrift(
  before: readonly ArrayLike<number>[],
  after: readonly ArrayLike<number>[],
  options: FactorDriftOptions,
): FactorDrift {
  const owner = 'factorDrift';
  const { target, scales } = checkOptions(owner, options);
  if (scales !== undefined) checkNumbers(owner, 'scales', scales, { anyNumber: true });
  const rows = checkSampleColumns(owner, 'before', before);
  const others = checkSampleColumns(owner, 'after', after);
  checkSameLength(owner, 'before and after', rows, others);
  checkSameLength(owner, 'the columns of before and after', before.length, after.length);
  checkCount(owner, 'target', target, { least: 0, most: before.length - 1 });
  if (scales !== undefined && scales.length !== before.length) {
    throw new ShapeError(
      `${owner}: scales must have one entry for each of ${before.length} columns, got ${scales.length}`,
      { data: { expected: before.length, actual: scales.length } },
    );
  }
  const changes = before.map((column, index) => {
    const scale = scales === undefined ? deviation(column) : (scales[index] ?? NaN);
    if (!(scale > 0 && scale < Infinity)) {
      const wanted = scales === undefined ? 'a column that varies, or scales,' : 'a scale above 0';
      throw new ArgumentError(`${owner}: expected ${wanted} for column ${index}, got ${scale}`, {
        data: { column: index, scale },
      });
    }
    const later = after[index] ?? [];
    return Array.from(column, (value, row) => ((later[row] ?? NaN) - value) / scale);
  });
  const drift = changes.map((change) => mean(change.map(Math.abs)));
  const own = drift[target] ?? NaN;
  return { drift, relative: drift.map((value) => value / own), meanChange: changes.map(mean) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(column: ArrayLike<number>): number {
  const values = Array.from(column);
  const centre = mean(values);
  const size = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  // What rounding leaves of a constant column is no variation.
  return size <= 1e-12 * Math.abs(centre) ? 0 : size;
}
