import { checkNumber, checkNumbers } from '@causal-mechanisms/tensor-utils';

/**
 * The value below which a share of a list of numbers lies, between two of them in proportion.
 *
 * @param values - Numbers in any order; infinities are welcome.
 * @param share - In [0, 1]: 0 for the smallest value, 0.5 for the median, 1 for the largest.
 * @returns The quantile; NaN when there are no values or one of them is NaN.
 * @throws ArgumentError, ValuesError when the values are no numbers or the share is outside [0, 1].
 *
 * @example
 * ```ts
 * import { quantile } from '@causal-mechanisms/metrics';
 *
 * console.log(quantile([4, 1, 3, 2], 0.5), quantile([30, 10, 20], 0.75)); // 2.5 25
 * ```
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  checkNumbers('quantile', 'values', values, { anyNumber: true });
  checkNumber('quantile', 'share', share, { least: 0, most: 1 });
  const sorted = Float64Array.from(values).sort();
  // Typed arrays put NaN at the end.
  return Number.isNaN(sorted.at(-1)) ? NaN : quantileOfSorted(sorted, share);
}

/**
 * @param sorted - Numbers in rising order.
 * @param share - In [0, 1].
 * @returns The quantile, as {@link quantile} gives it; NaN when there are none.
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  if (below === above) return below;
  const beyond = position - Math.floor(position);
  const difference = above - below;
  return difference < Infinity
    ? below + difference * beyond
    : below * (1 - beyond) + above * beyond;
}
