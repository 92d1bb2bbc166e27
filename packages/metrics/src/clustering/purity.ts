import { contingencyTable } from './contingencyTable.ts';

/**
 * The share of items that belong to the most frequent class of their cluster (Zhao and Karypis 2001).
 *
 * @param labels - The true class of every item: whole numbers from 0 on.
 * @param clusters - The found cluster of every item: whole numbers from 0 on.
 * @returns A number in (0, 1]; 1 when no cluster mixes classes, also when every item is a cluster of its own.
 * @throws ArgumentError for empty lists; ShapeError for lists of different length; ValuesError for impossible labels.
 *
 * @example
 * ```ts
 * import { purity } from '@causal-mechanisms/metrics';
 *
 * console.log(purity([0, 0, 1, 1], [5, 5, 5, 2])); // 0.75
 * ```
 */
export function purity(labels: ArrayLike<number>, clusters: ArrayLike<number>): number {
  const { total, cells, columnSums } = contingencyTable('purity', labels, clusters);
  const largest = columnSums.map(() => 0);
  for (const { count, column } of cells) largest[column] = Math.max(largest[column] ?? 0, count);
  return largest.reduce((sum, count) => sum + count, 0) / total;
}
