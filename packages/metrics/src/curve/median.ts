import { checkNumbers } from '@causal-mechanisms/tensor-utils';

/**
 * The middle of a list of numbers.
 *
 * @param values - Numbers in any order; infinities are welcome.
 * @returns The middle value, or the mean of the two in the middle; NaN when there are no values or one of them is NaN.
 *
 * @example
 * ```ts
 * import { median } from '@causal-mechanisms/metrics';
 *
 * console.log(median([3, 1, 2]), median([4, 1, 2, 3])); // 2 2.5
 * ```
 */
export function median(values: ArrayLike<number>): number {
  checkNumbers('median', 'values', values, { anyNumber: true });
  const sorted = Float64Array.from(values).sort();
  // Typed arrays put NaN at the end.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  const sum = lower + upper;
  return Number.isFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
}
