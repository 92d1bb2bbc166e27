import { checkCount, checkNumbers } from '@causal-mechanisms/tensor-utils';

/**
 * Smooths a curve: every value becomes the mean of itself and those just before it.
 *
 * @param values - The curve.
 * @param window - How many values a mean is taken over, at least 1; at the beginning over as many as there are.
 * @returns As many values.
 * @throws ArgumentError when the window is no whole number above 0; ValuesError when a value is not finite.
 *
 * @example
 * ```ts
 * import { movingAverage } from '@causal-mechanisms/metrics';
 *
 * console.log(movingAverage([1, 3, 5, 7], 2)); // [ 1, 2, 4, 6 ]
 * ```
 */
export function movingAverage(values: ArrayLike<number>, window: number): number[] {
  checkCount('movingAverage', 'window', window);
  checkNumbers('movingAverage', 'values', values);
  const checked = Array.from(values);
  // Every mean is summed afresh: a running sum would carry the rounding errors of large values along.
  return checked.map((_, i) => {
    const recent = checked.slice(Math.max(0, i + 1 - window), i + 1);
    const total = recent.reduce((sum, value) => sum + value, 0);
    return Number.isFinite(total)
      ? total / recent.length
      : recent.reduce((sum, value) => sum + value / recent.length, 0);
  });
}
