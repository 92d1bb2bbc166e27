import {
  ArgumentError,
  checkArray,
  checkNumbers,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Adjacency } from './adjacency.ts';

/**
 * Checks that rows of numbers are a graph.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param graph - Should be square, of finite numbers, with zeros on the diagonal.
 * @returns The number of variables.
 * @throws ArgumentError when there is no row; ShapeError when it is not square; ValuesError for entries that are not finite
 *   and for an edge from a variable to itself.
 */
export function checkGraph(owner: string, name: string, graph: Adjacency): number {
  const size = checkSquare(owner, name, graph);
  graph.forEach((row, i) => {
    for (let j = 0; j < size; j++)
      checkEntry(owner, name, { row: i, column: j, value: row[j] ?? NaN });
    if (row[i] !== 0) {
      throw new ValuesError(
        `${owner}: ${name} must have zeros on the diagonal, got ${row[i] ?? NaN} in row ${i}`,
        { data: { name, row: i, value: row[i] } },
      );
    }
  });
  return size;
}

/**
 * Checks that rows of numbers are beliefs in edges.
 *
 * @param owner - The function that asks; opens the message.
 * @param beliefs - Should be square, with probabilities outside the diagonal; what is on it does not matter.
 * @throws ArgumentError when there is no row; ShapeError when it is not square; ValuesError for entries that are no probabilities.
 */
export function checkBeliefs(owner: string, beliefs: Adjacency): void {
  const size = checkSquare(owner, 'beliefs', beliefs);
  beliefs.forEach((row, i) => {
    for (let j = 0; j < size; j++) {
      const value = row[j] ?? NaN;
      if (i === j || (value >= 0 && value <= 1)) continue;
      throw new ValuesError(
        `${owner}: beliefs must be probabilities in [0, 1], got ${value} in row ${i}, column ${j}`,
        { data: { row: i, column: j, value } },
      );
    }
  });
}

/**
 * Checks that rows of numbers are strengths of edges.
 *
 * @param owner - The function that asks; opens the message.
 * @param strengths - Should be square, with finite numbers outside the diagonal; what is on it does not matter.
 * @throws ArgumentError when there is no row; ShapeError when it is not square; ValuesError for entries that are not finite.
 */
export function checkStrengths(owner: string, strengths: Adjacency): void {
  const size = checkSquare(owner, 'strengths', strengths);
  strengths.forEach((row, i) => {
    for (let j = 0; j < size; j++) {
      if (i !== j) checkEntry(owner, 'strengths', { row: i, column: j, value: row[j] ?? NaN });
    }
  });
}

/**
 * Checks that two graphs have the same variables.
 *
 * @param owner - The function that asks; opens the message.
 * @param names - What the two are called.
 * @param first - One of them.
 * @param second - The other.
 * @throws ShapeError when they differ in size.
 */
export function checkSameVariables(
  owner: string,
  names: string,
  first: Adjacency,
  second: Adjacency,
): void {
  if (first.length === second.length) return;
  throw new ShapeError(
    `${owner}: ${names} must have the same variables, got ${first.length} and ${second.length}`,
    { data: { first: first.length, second: second.length } },
  );
}

function checkSquare(owner: string, name: string, rows: Adjacency): number {
  checkArray(owner, name, rows).forEach((row, i) => {
    checkNumbers(owner, `row ${i} of ${name}`, row, { anyNumber: true });
  });
  const size = rows.length;
  if (size === 0) throw new ArgumentError(`${owner}: ${name} must have at least one row, got none`);
  rows.forEach((row, i) => {
    if (row.length !== size) {
      throw new ShapeError(
        `${owner}: ${name} must be square, it has ${size} rows, row ${i} has ${row.length} entries`,
        { data: { name, row: i, expected: size, actual: row.length } },
      );
    }
  });
  return size;
}

function checkEntry(
  owner: string,
  name: string,
  { row, column, value }: { row: number; column: number; value: number },
): void {
  if (Number.isFinite(value)) return;
  throw new ValuesError(
    `${owner}: ${name} must hold finite numbers, got ${value} in row ${row}, column ${column}`,
    { data: { name, row, column, value } },
  );
}
