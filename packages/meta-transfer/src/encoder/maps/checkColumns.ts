import { checkArray, checkNumbers, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { Columns } from './invertibleEncoder.ts';

/**
 * @param owner - The function that asks; opens messages.
 * @param columns - Should be so many arrays of one length.
 * @param dimensions - How many columns there must be.
 * @param name - The argument. Default: `columns`.
 * @returns The number of points.
 * @throws ShapeError when the number of columns or their lengths are wrong.
 */
export function checkColumns(
  owner: string,
  columns: Columns,
  dimensions: number,
  name = 'columns',
): number {
  checkArray(owner, name, columns).forEach((column, i) => {
    checkNumbers(owner, `${name}[${i}]`, column, { anyNumber: true });
  });
  const rows = columns[0]?.length ?? 0;
  const lengths = columns.map(({ length }) => length);
  if (lengths.length !== dimensions || lengths.some((length) => length !== rows)) {
    throw new ShapeError(
      `${owner}: ${name} must be ${dimensions} columns of one length, got lengths [${lengths.join(', ')}]`,
      { data: { dimensions, lengths } },
    );
  }
  return rows;
}

/**
 * @param owner - The function that asks; opens messages.
 * @param name - The argument.
 * @param columns - Should hold finite numbers.
 * @throws ValuesError for the first number that is not finite.
 */
export function checkFinite(owner: string, name: string, columns: Columns): void {
  columns.forEach((column, index) => {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return;
    throw new ValuesError(
      `${owner}: ${name} must hold finite numbers, got ${String(column[row])} in column ${index}, row ${row}`,
      { data: { name, column: index, row, value: column[row] } },
    );
  });
}
