import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { pairTable } from './mechanismEvidence.ts';
import type { PairTable } from './mechanismEvidence.ts';

/**
 * Draws half of the rows: each is kept with probability one half. Its spread is that of the bootstrap, but no row comes
 * up twice: rows drawn with replacement would make two samples of one distribution look more different than they are,
 * and what did not change would seem to have changed.
 *
 * @param table - Counts of pairs.
 * @param stream - Where the draws come from.
 * @returns Counts with about half the total.
 */
export function halfOfRows(table: PairTable, stream: RandomStream): PairTable {
  const joint = table.joint.map((count) => (count === 0 ? 0 : heads(count, stream)));
  return pairTable(joint, table.b.length);
}

/**
 * @param tosses - A whole number.
 * @param stream - Where the draw comes from.
 * @returns How many tosses of a fair coin show heads; above 100 tosses, by the rounded normal distribution near it.
 */
export function heads(tosses: number, stream: RandomStream): number {
  if (tosses > 100) {
    const drawn = Math.round(tosses / 2 + (Math.sqrt(tosses) / 2) * stream.normal());
    return Math.min(tosses, Math.max(0, drawn));
  }
  let count = 0;
  for (let left = tosses; left > 0; left -= 25) {
    // 25 bits of one number are as many tosses.
    let bits = stream.integer(0, 2 ** Math.min(left, 25));
    for (; bits > 0; bits >>>= 1) count += bits & 1;
  }
  return count;
}

/**
 * The ends of the middle part of a sample.
 *
 * @param values - At least one number.
 * @param level - The share in the middle, in (0, 1).
 * @returns The lower and the upper end.
 */
export function middleInterval(
  values: readonly number[],
  level: number,
): { low: number; high: number } {
  const sorted = [...values].sort((x, y) => x - y);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? NaN;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
