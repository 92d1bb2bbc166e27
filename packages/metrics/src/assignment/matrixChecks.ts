import { ArgumentError, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * Checks that rows of numbers form a matrix.
 *
 * @param owner - The function that asks; opens the message.
 * @param rows - The rows.
 * @param low - The smallest entry. Default: no bound.
 * @param high - The largest entry. Default: no bound.
 * @returns The number of columns.
 * @throws ArgumentError when there is no entry; ShapeError when rows differ in length; ValuesError for an entry that is
 *   not finite or out of bounds.
 */
export function checkMatrix(
  owner: string,
  rows: readonly (readonly number[])[],
  low = -Infinity,
  high = Infinity,
): number {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) {
    throw new ArgumentError(`${owner}: expected a matrix with at least one entry, got none`);
  }
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new ShapeError(
        `${owner}: every row must have ${columns} entries like the first, row ${i} has ${row.length}`,
        { data: { row: i, expected: columns, actual: row.length } },
      );
    }
    row.forEach((value, j) => {
      if (!Number.isFinite(value) || value < low || value > high) {
        throw new ValuesError(
          `${owner}: entries must be finite numbers in [${low}, ${high}], got ${value} in row ${i}, column ${j}`,
          { data: { row: i, column: j, value } },
        );
      }
    });
  });
  return columns;
}
