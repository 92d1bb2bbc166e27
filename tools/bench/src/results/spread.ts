import { median } from '@causal-mechanisms/metrics';

/** Middle and ends of a sample. */
export interface Spread {
  /** The middle value; the mean of the two middle ones of an even number. */
  readonly median: number;
  /** The smallest value. */
  readonly min: number;
  /** The largest value. */
  readonly max: number;
}

/**
 * Middle and ends of a sample.
 *
 * @param values - Numbers in any order.
 * @returns Median, minimum and maximum; NaN when there are no values.
 */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) return { median: NaN, min: NaN, max: NaN };
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Middle and ends as text.
 *
 * @param values - Of a sample.
 * @returns Text such as `0.412 (min 0.400, max 0.431)`.
 */
export function spreadText({ median: middle, min, max }: Spread): string {
  return `${middle.toFixed(3)} (min ${min.toFixed(3)}, max ${max.toFixed(3)})`;
}
