import {
  ArgumentError,
  checkArray,
  checkNumber,
  checkNumbers,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { quantileOfSorted } from './quantile.ts';

/** Options of {@link quantileBands}. */
export interface QuantileBandsOptions {
  /** The quantile of the lower edge, from 0 to 0.5. Default: 0.25. */
  readonly low?: number;
  /** The quantile of the upper edge, from 0.5 to 1. Default: 0.75. */
  readonly high?: number;
}

/** The middle of several curves and how far they spread. */
export interface QuantileBands {
  /** The lower quantile at each place. */
  readonly low: Float64Array;
  /** The median at each place. */
  readonly middle: Float64Array;
  /** The upper quantile at each place. */
  readonly high: Float64Array;
}

/**
 * Median and quantiles of several curves at each place, for a figure with a band.
 *
 * @param curves - At least one; all of one length.
 * @param options - Which quantiles.
 * @returns Three curves; between two values a quantile is interpolated linearly.
 * @throws ArgumentError when there is no curve or a quantile is out of its range; ShapeError when lengths differ; ValuesError for
 *   values that are not finite.
 *
 * @example
 * ```ts
 * import { quantileBands } from '@causal-mechanisms/metrics';
 *
 * const { low, middle, high } = quantileBands([[1, 10], [2, 20], [3, 60]]);
 * console.log(low.join(' '), '|', middle.join(' '), '|', high.join(' ')); // 1.5 15 | 2 20 | 2.5 40
 * ```
 */
export function quantileBands(
  curves: readonly ArrayLike<number>[],
  options: QuantileBandsOptions = {},
): QuantileBands {
  const { low = 0.25, high = 0.75 } = checkOptions('quantileBands', options);
  checkNumber('quantileBands', 'low', low, { least: 0, most: 0.5 });
  checkNumber('quantileBands', 'high', high, { least: 0.5, most: 1 });
  checkArray('quantileBands', 'curves', curves).forEach((curve, i) => {
    checkNumbers('quantileBands', `curves[${i}]`, curve);
  });
  const [first] = curves;
  if (first === undefined) {
    throw new ArgumentError('quantileBands: curves must hold at least one, got none');
  }
  for (const curve of curves) {
    checkSameLength('quantileBands', 'all curves', first.length, curve.length);
  }
  const result = {
    low: new Float64Array(first.length),
    middle: new Float64Array(first.length),
    high: new Float64Array(first.length),
  };
  const values = new Float64Array(curves.length);
  for (let place = 0; place < first.length; place++) {
    curves.forEach((curve, i) => {
      values[i] = curve[place] ?? NaN;
    });
    values.sort();
    result.low[place] = quantileOfSorted(values, low);
    result.middle[place] = quantileOfSorted(values, 0.5);
    result.high[place] = quantileOfSorted(values, high);
  }
  return result;
}
