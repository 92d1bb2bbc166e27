import { checkMatrix } from '../checks.ts';

/**
 * The entropy of every row of a win matrix, in nats: 0 when one expert wins all, `ln(columns)` when all win alike.
 *
 * @param matrix - Shares or counts, at least 0; every row is normalised.
 * @returns One entropy per row; `NaN` for a row of zeros, which says nothing.
 * @throws ArgumentError when it has no entry; ShapeError when rows differ in length; ValuesError for entries below 0 or
 *   not finite.
 *
 * @example
 * ```ts
 * import { rowEntropies } from '@causal-mechanisms/metrics';
 *
 * console.log(rowEntropies([[1, 0], [0.5, 0.5]])); // [ 0, 0.6931471805599453 ]
 * ```
 */
export function rowEntropies(matrix: readonly (readonly number[])[]): number[] {
  checkMatrix('rowEntropies', matrix, 0);
  return matrix.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    if (total === 0) return NaN;
    return row.reduce((sum, value) => {
      const share = value / total;
      return share > 0 ? sum - share * Math.log(share) : sum;
    }, 0);
  });
}
