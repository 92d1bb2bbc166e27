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
 * @param values - At least one number, in any order.
 * @returns Median, minimum and maximum; NaN when there are no values.
 */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  const lower = sorted.length % 2 === 0 ? (sorted[half - 1] ?? NaN) : upper;
  return { median: (lower + upper) / 2, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
