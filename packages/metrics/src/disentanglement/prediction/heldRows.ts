import { checkCount } from '@causal-mechanisms/tensor-utils';

/** Picks rows of a column. */
type Part = (column: ArrayLike<number>) => Float64Array;

/**
 * Splits rows into two of three for fitting and every third for testing.
 *
 * @param owner - The function that asks; opens messages.
 * @param rows - How many rows there are: at least 6.
 * @returns What picks the rows of a column for each.
 * @throws ArgumentError for fewer rows.
 */
export function heldRows(owner: string, rows: number): { train: Part; test: Part } {
  checkCount(owner, 'the number of rows', rows, { least: 6 });
  const part =
    (held: boolean): Part =>
    (column) =>
      Float64Array.from(column).filter((_, row) => (row % 3 === 2) === held);
  return { train: part(false), test: part(true) };
}
