import {
  ArgumentError,
  checkNumbers,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - The function that asks; opens messages.
 * @param name - The argument.
 * @param columns - Should be arrays of finite numbers, all of one length of at least 2.
 * @returns The number of rows.
 * @throws ArgumentError when there is no column or less than two rows; ShapeError when columns differ in length; ValuesError for
 *   an entry that is not finite.
 */
export function checkSampleColumns(
  owner: string,
  name: string,
  columns: readonly ArrayLike<number>[],
): number {
  const given: unknown = columns;
  if (!Array.isArray(given)) {
    throw new ArgumentError(`${owner}: ${name} must be an array of columns`, { data: { name } });
  }
  given.forEach((column, index) => {
    checkNumbers(owner, `column ${index} of ${name}`, column, { anyNumber: true });
  });
  const rows = columns[0]?.length ?? 0;
  if (rows < 2) {
    throw new ArgumentError(
      `${owner}: ${name} must have at least one column of at least two rows, got ${columns.length} of ${rows}`,
      { data: { name, columns: columns.length, rows } },
    );
  }
  columns.forEach((column, index) => {
    if (column.length !== rows) {
      throw new ShapeError(
        `${owner}: every column of ${name} must have ${rows} rows like the first, column ${index} has ${column.length}`,
        { data: { name, column: index, expected: rows, actual: column.length } },
      );
    }
    for (let row = 0; row < rows; row++) {
      const value = column[row] ?? NaN;
      if (Number.isFinite(value)) continue;
      throw new ValuesError(
        `${owner}: ${name} must hold finite numbers, got ${value} in column ${index}, row ${row}`,
        { data: { name, column: index, row, value } },
      );
    }
  });
  return rows;
}
