import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/** How a factor follows interventions on it. */
export interface OwnFactorEffect {
  /** The measured change per unit of the requested one, by least squares through 0: 1 where the factor follows exactly, 0 where it stays. */
  readonly slope: number;
  /** The correlation of requested and measured changes, in [-1, 1]; 0 where either is the same in all rows. */
  readonly correlation: number;
  /** The mean absolute difference of measured and requested change, in the factor's units. */
  readonly error: number;
}

/**
 * The effect of interventions on the factor that they set: how much of each requested change is seen. The slope goes through 0, since no change
 * was requested where nothing should change.
 *
 * @param requested - The change that each intervention asks for, in the factor's units; at least two rows, not all 0. Where the truth is
 *   known, the true change.
 * @param measured - The change that was measured, row by row.
 * @returns Slope, correlation and error.
 * @throws ArgumentError for less than two rows, or when no change is requested at all; ShapeError for different lengths; ValuesError for
 *   entries that are not finite.
 *
 * @example
 * ```ts
 * import { ownFactorEffect } from '@causal-mechanisms/metrics';
 *
 * const { slope, correlation, error } = ownFactorEffect([-10, 10, 20], [-8, 8, 16]);
 * console.log(slope, correlation.toFixed(3), error.toFixed(3)); // 0.8 1.000 2.667
 * ```
 */
export function ownFactorEffect(
  requested: ArrayLike<number>,
  measured: ArrayLike<number>,
): OwnFactorEffect {
  const owner = 'ownFactorEffect';
  const rows = checkSampleColumns(owner, 'requested', [requested]);
  checkSampleColumns(owner, 'measured', [measured]);
  checkSameLength(owner, 'requested and measured', rows, measured.length);
  const [unitX, unitY] = [unitOf(requested), unitOf(measured)];
  const x = Float64Array.from(requested, (value) => value / unitX);
  const y = Float64Array.from(measured, (value) => value / unitY);
  const squares = product(x, x);
  if (squares === 0) {
    throw new ArgumentError(`${owner}: requested must not be 0 in all ${rows} rows`, {
      data: { rows },
    });
  }
  const [centredX, centredY] = [centred(x), centred(y)];
  const spread = Math.sqrt(product(centredX, centredX) * product(centredY, centredY));
  return {
    slope: (product(x, y) / squares) * (unitY / unitX),
    correlation: spread === 0 ? 0 : Math.max(-1, Math.min(1, product(centredX, centredY) / spread)),
    error:
      Array.from(requested).reduce(
        (sum, value, i) => sum + Math.abs((measured[i] ?? NaN) - value),
        0,
      ) / rows,
  };
}

/** A power of two near the largest value: divided by it, squares neither vanish nor overflow, and nothing is rounded. */
function unitOf(values: ArrayLike<number>): number {
  const largest = Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

function product(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, i) => sum + value * (second[i] ?? NaN), 0);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const differences = values.map((value) => value - mean);
  // What rounding leaves of a constant column is no variation.
  const largest = differences.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest <= 1e-12 * Math.abs(mean) ? differences.fill(0) : differences;
}
