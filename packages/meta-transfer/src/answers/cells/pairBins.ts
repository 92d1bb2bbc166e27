import { defaultBins } from '@causal-mechanisms/datasets';

/** So many rows do not see how coarse eight bins are. */
const COARSE_ENOUGH = 10_000;

/**
 * How many bins the numbers of a pair are cut into where nobody says. The cause is spread differently inside a bin after it
 * was changed, which moves the effect: with many rows and few bins that looks as if the mechanism of the effect had changed,
 * too. The distance between the two distributions falls with the fourth power of the width of a bin, so that
 * beyond 10,000 rows the number of bins grows with the fourth root of the rows.
 *
 * @param rows - Of all sets together.
 * @returns The number of bins, 2 to 254.
 */
export function pairBins(rows: number): number {
  if (rows <= COARSE_ENOUGH) return defaultBins(rows);
  return Math.min(254, Math.round(8 * (rows / COARSE_ENOUGH) ** 0.25));
}
