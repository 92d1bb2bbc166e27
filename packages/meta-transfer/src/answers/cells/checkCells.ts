import type { Cell } from '@causal-mechanisms/datasets';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';

/** Cells of one column, row by row; null, undefined and NaN are missing. */
export type CellColumn = readonly Cell[] | Float64Array;

/**
 * Checks a column of a user's own, before rows are left out: messages count the rows that the user has.
 *
 * @param owner - The function that was called; opens messages.
 * @param name - What the column is called, such as `training.a`.
 * @param column - What was given as its cells.
 * @returns The cells.
 * @throws ArgumentError when it is no array; ValuesError for an infinite number, and for cells that are neither strings nor
 *   numbers nor booleans.
 */
export function checkCells(
  owner: string,
  name: string,
  column: CellColumn | undefined,
): CellColumn {
  if (!isArray(column)) {
    throw new ArgumentError(
      `${owner}: ${name} must be an array of strings, numbers or booleans, got ${kindOf(column)}`,
      { data: { name } },
    );
  }
  for (let row = 0; row < column.length; row++) {
    const cell: unknown = column[row];
    if (cell === Infinity || cell === -Infinity) {
      throw new ValuesError(`${owner}: ${name} has ${String(cell)} in row ${row}`, {
        data: { name, row },
      });
    }
    if (cell !== null && (typeof cell === 'object' || typeof cell === 'function')) {
      throw new ValuesError(
        `${owner}: ${name} must hold strings, numbers or booleans, got ${kindOf(cell)} in row ${row}`,
        { data: { name, row } },
      );
    }
  }
  return column;
}

/**
 * @param cell - A cell.
 * @returns Whether it has no value.
 */
export function isMissing(cell: Cell): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/**
 * @param entries - What should be an array.
 * @returns Whether it is one.
 */
export function isListOfEntries(entries: unknown): boolean {
  return Array.isArray(entries);
}

/** Arrays of numbers of any kind do: they are read like lists. */
function isArray(column: CellColumn | undefined): column is CellColumn {
  return Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView));
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a date';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
