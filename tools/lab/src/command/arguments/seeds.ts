import { UsageError } from '@causal-mechanisms/command-line';

const MOST = 1000;

/**
 * Reads a list of seeds.
 *
 * @param text - A seed, a list such as `1,2,5`, a range such as `1..10` (both ends included), or a mixture.
 * @returns The seeds in the order given.
 * @throws UsageError when it is none of these, names a seed twice, or names more than 1000.
 */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const range = /^(\d+)\.\.(\d+)$/.exec(part.trim());
    if (range !== null) {
      const [first, last] = [Number(range[1]), Number(range[2])];
      if (first <= last && last - first < MOST && Number.isSafeInteger(last)) {
        return Array.from({ length: last - first + 1 }, (_, index) => first + index);
      }
    }
    const seed = Number(part);
    if (!/^\s*\d+\s*$/.test(part) || !Number.isSafeInteger(seed)) {
      throw new UsageError(
        `seeds must be integers such as 7, lists such as 1,2,5 or ranges such as 1..10 (at most ${MOST}), got "${text}"`,
        { data: { text } },
      );
    }
    return [seed];
  });
  if (new Set(seeds).size !== seeds.length || seeds.length > MOST) {
    throw new UsageError(`seeds must be distinct and at most ${MOST}, got "${text}"`, {
      data: { text },
    });
  }
  return seeds;
}

/**
 * @param seeds - Distinct seeds.
 * @returns Them as {@link parseSeeds} reads them, such as `1..10` or `1,4,9`.
 */
export function showSeeds(seeds: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const seed of [...seeds].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else runs.push([seed, seed]);
  }
  return runs
    .map(([first, last]) => {
      if (first === last) return String(first);
      return last === first + 1 ? `${first},${last}` : `${first}..${last}`;
    })
    .join(',');
}
