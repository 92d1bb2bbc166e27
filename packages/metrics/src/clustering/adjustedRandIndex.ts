import { contingencyTable } from './contingencyTable.ts';

/**
 * The agreement of two groupings on pairs of items, corrected for chance (Hubert and Arabie 1985).
 *
 * @param labels - The true class of every item: whole numbers from 0 on.
 * @param clusters - The found cluster of every item: whole numbers from 0 on.
 * @returns 1 for the same grouping under any names, 0 on average for random ones, below 0 for less than chance.
 * @throws ArgumentError for empty lists; ShapeError for lists of different length; ValuesError for impossible labels.
 *
 * @example
 * ```ts
 * import { adjustedRandIndex } from '@causal-mechanisms/metrics';
 *
 * console.log(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])); // 0.5714285714285715
 * ```
 */
export function adjustedRandIndex(labels: ArrayLike<number>, clusters: ArrayLike<number>): number {
  const { total, cells, rowSums, columnSums } = contingencyTable(
    'adjustedRandIndex',
    labels,
    clusters,
  );
  const together = pairsWithin(cells.map(({ count }) => count));
  const inRows = pairsWithin(rowSums);
  const inColumns = pairsWithin(columnSums);
  const largest = (inRows + inColumns) / 2;
  const expected = total < 2 ? 0 : (inRows * inColumns) / ((total * (total - 1)) / 2);
  // Both put all items together, or both put every item apart: the same grouping.
  if (largest === expected) return 1;
  return (together - expected) / (largest - expected);
}

function pairsWithin(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
