import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkLabels, checkSameLength } from '../checks.ts';

/** A matrix beyond this is nothing that anybody looks at. */
const MOST_ENTRIES = 2 ** 24;

/** Which expert won which image. */
export interface Wins {
  /** The winning expert of every image. */
  readonly winners: ArrayLike<number>;
  /** The mechanism that made every image. */
  readonly mechanisms: ArrayLike<number>;
  /** How many experts there are. */
  readonly expertCount: number;
  /** How many mechanisms there are. */
  readonly mechanismCount: number;
}

/**
 * Counts who wins what: entry `[m][j]` is the share of the images of mechanism `m` that expert `j` won.
 *
 * @param wins - Winners and mechanisms, image by image.
 * @returns One row per mechanism, which adds up to 1; the row of a mechanism without images is all 0.
 * @throws ArgumentError for empty lists or impossible counts; ShapeError for lists of different length; ValuesError for
 *   numbers out of range.
 *
 * @example
 * ```ts
 * import { winMatrix } from '@causal-mechanisms/metrics';
 *
 * const winners = [1, 1, 0, 1];
 * const mechanisms = [0, 0, 1, 1];
 * console.log(winMatrix({ winners, mechanisms, expertCount: 2, mechanismCount: 2 })); // [ [ 0, 1 ], [ 0.5, 0.5 ] ]
 * ```
 */
export function winMatrix(wins: Wins): number[][] {
  const { winners, mechanisms, expertCount, mechanismCount } = checkOptions(
    'winMatrix',
    wins,
    'wins',
  );
  for (const [name, count] of Object.entries({ expertCount, mechanismCount })) {
    checkCount('winMatrix', name, count);
  }
  const entries = expertCount * mechanismCount;
  checkCount('winMatrix', 'expertCount times mechanismCount', entries, { most: MOST_ENTRIES });
  checkLabels('winMatrix', 'winners', winners, expertCount);
  checkLabels('winMatrix', 'mechanisms', mechanisms, mechanismCount);
  checkSameLength('winMatrix', 'winners and mechanisms', winners.length, mechanisms.length);
  const counts = Array.from({ length: mechanismCount }, () =>
    new Array<number>(expertCount).fill(0),
  );
  for (let i = 0; i < winners.length; i++) {
    const row = counts[mechanisms[i] ?? 0];
    const winner = winners[i] ?? 0;
    if (row !== undefined) row[winner] = (row[winner] ?? 0) + 1;
  }
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return total === 0 ? row : row.map((count) => count / total);
  });
}
