/**
 * How far the largest number stands out.
 *
 * @param values - At least one number from 0 on.
 * @returns The largest less the second largest; the largest itself where it is alone.
 */
export function bestGap(values: readonly number[]): number {
  const [best = 0, second = 0] = [...values].sort((a, b) => b - a);
  return best - second;
}
