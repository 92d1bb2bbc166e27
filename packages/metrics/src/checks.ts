import {
  ArgumentError,
  checkArray,
  checkNumbers,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/**
 * Checks that rows of numbers form a matrix.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param rows - The rows.
 * @param low - The smallest entry. Default: no bound.
 * @param high - The largest entry. Default: no bound.
 * @returns The number of columns.
 * @throws ArgumentError when there is no entry; ShapeError when rows differ in length; ValuesError for an entry that is
 *   not finite or out of bounds.
 */
export function checkMatrix(
  owner: string,
  name: string,
  rows: readonly (readonly number[])[],
  low = -Infinity,
  high = Infinity,
): number {
  checkArray(owner, name, rows).forEach((row, i) => {
    checkNumbers(owner, `row ${i} of ${name}`, row, { anyNumber: true });
  });
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) {
    throw new ArgumentError(`${owner}: ${name} must have at least one entry, got none`);
  }
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new ShapeError(
        `${owner}: every row of ${name} must have ${columns} entries like the first, row ${i} has ${row.length}`,
        { data: { row: i, expected: columns, actual: row.length } },
      );
    }
    row.forEach((value, j) => {
      if (!Number.isFinite(value) || value < low || value > high) {
        throw new ValuesError(
          `${owner}: entries of ${name} must be finite numbers in [${low}, ${high}], got ${value} in row ${i}, column ${j}`,
          { data: { row: i, column: j, value } },
        );
      }
    });
  });
  return columns;
}

/**
 * Checks a list of labels.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param labels - Should be whole numbers from 0 on.
 * @param classes - How many classes there are: labels lie below. Default: no bound.
 * @throws ArgumentError when there are none; ValuesError when one is no such number.
 */
export function checkLabels(
  owner: string,
  name: string,
  labels: ArrayLike<number>,
  classes = Infinity,
): void {
  checkNumbers(owner, name, labels, { anyNumber: true });
  if (labels.length === 0) {
    throw new ArgumentError(`${owner}: ${name} must have at least one entry, got none`);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? NaN;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ValuesError(
        `${owner}: ${name} must hold whole numbers in [0, ${classes}), got ${label} at place ${i}`,
        { data: { name, index: i, value: label, classes } },
      );
    }
  }
}

/**
 * Checks that two lists belong together.
 *
 * @param owner - The function that asks; opens the message.
 * @param names - What the two are called.
 * @param first - The length of the first.
 * @param second - The length of the second.
 * @throws ShapeError when the lengths differ.
 */
export function checkSameLength(owner: string, names: string, first: number, second: number): void {
  if (first !== second) {
    throw new ShapeError(
      `${owner}: ${names} must have the same length, got ${first} and ${second}`,
      { data: { first, second } },
    );
  }
}
