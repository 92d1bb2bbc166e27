import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/** How near counterfactuals come to what was asked for. */
export interface Effectiveness {
  /** The mean absolute difference, in the factor's units: 0 for exact ones. */
  readonly error: number;
  /** The mean difference with its sign: what counterfactuals overshoot by. */
  readonly bias: number;
  /** The absolute difference of every row. */
  readonly errors: Float64Array;
}

/**
 * Effectiveness of counterfactuals: how far the factor that an independent predictor reads from a counterfactual is from the value that
 * the intervention set.
 *
 * @param requested - The values that were set, at least two.
 * @param read - What the predictor reads from the counterfactuals, row by row.
 * @returns Mean and single errors.
 * @throws ArgumentError for less than two rows; ShapeError for different lengths; ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { effectiveness } from '@causal-mechanisms/metrics';
 *
 * const { error, bias } = effectiveness([60, 70], [61, 68]);
 * console.log(error, bias); // 1.5 -0.5
 * ```
 */
export function effectiveness(
  requested: ArrayLike<number>,
  read: ArrayLike<number>,
): Effectiveness {
  const rows = checkSampleColumns('effectiveness', 'requested', [requested]);
  checkSampleColumns('effectiveness', 'read', [read]);
  checkSameLength('effectiveness', 'requested and read', rows, read.length);
  const differences = Float64Array.from(read, (value, row) => value - (requested[row] ?? NaN));
  const errors = differences.map(Math.abs);
  return {
    error: errors.reduce((sum, value) => sum + value, 0) / rows,
    bias: differences.reduce((sum, value) => sum + value, 0) / rows,
    errors,
  };
}
