import { contingencyTable } from './contingencyTable.ts';

/**
 * How much knowing the cluster tells about the class, divided by the mean of the two entropies: `2 I(U; V) / (H(U) + H(V))`
 * (Kvalseth 1987; `NMI_sum` in Table 2 of Vinh, Epps and Bailey 2010). Other authors divide by the larger entropy, or by the
 * geometric mean of both.
 *
 * @param labels - The true class of every item: whole numbers from 0 on.
 * @param clusters - The found cluster of every item: whole numbers from 0 on.
 * @returns A number in [0, 1]: 1 for the same grouping under any names, 0 for independent ones. When there is one class
 *   and one cluster only, the groupings are the same and the score is 1.
 * @throws ArgumentError for empty lists; ShapeError for lists of different length; ValuesError for impossible labels.
 *
 * @example
 * ```ts
 * import { normalizedMutualInformation } from '@causal-mechanisms/metrics';
 *
 * console.log(normalizedMutualInformation([0, 0, 1, 1], [1, 1, 0, 0])); // 1
 * ```
 */
export function normalizedMutualInformation(
  labels: ArrayLike<number>,
  clusters: ArrayLike<number>,
): number {
  const table = contingencyTable('normalizedMutualInformation', labels, clusters);
  const { total, cells, rowSums, columnSums } = table;
  if (rowSums.length === 1 && columnSums.length === 1) return 1;
  const information = cells.reduce((sum, { count, row, column }) => {
    const independent = ((rowSums[row] ?? 0) * (columnSums[column] ?? 0)) / total;
    return sum + (count / total) * Math.log(count / independent);
  }, 0);
  const mean = (entropy(rowSums, total) + entropy(columnSums, total)) / 2;
  // Rounding may leave the unit interval by a few units in the last place.
  return Math.min(1, Math.max(0, information / mean));
}

function entropy(counts: readonly number[], total: number): number {
  return counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}
