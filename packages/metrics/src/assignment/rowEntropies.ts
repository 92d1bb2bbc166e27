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
  checkMatrix('rowEntropies', 'matrix', matrix, 0);
  return matrix.map((row) => {
    const sum = row.reduce((total, value) => total + value, 0);
    if (sum === 0) return NaN;
    // Where the sum is beyond the numbers, parts of it are not.
    const unit = sum === Infinity ? row.length : 1;
    const total = unit === 1 ? sum : row.reduce((parts, value) => parts + value / unit, 0);
    return row.reduce((entropy, value) => {
      const share = value / unit / total;
      return share > 0 ? entropy - share * Math.log(share) : entropy;
    }, 0);
  });
}
