import {
  ArgumentError,
  checkArray,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { CategoricalMechanism } from './categoricalMechanism.ts';

/** Options of {@link tableMechanism}. */
export interface TableMechanismOptions {
  /** The number of categories of each parent, in the order of the network. Default: no parents. */
  readonly parentCategories?: readonly number[];
  /** The name of the variable, for messages. Default: `the variable`. */
  readonly name?: string;
}

/** Probabilities that were typed or printed rarely add up to one exactly. */
const TOLERANCE = 1e-6;

/** A larger table would not fit into memory. */
const MOST_CELLS = 2 ** 24;

/**
 * A mechanism that reads its probabilities from a table.
 *
 * @param rows - One distribution for each combination of the parents' categories, the last parent's changing fastest;
 *   a single one where there are no parents. They are copied, and not rescaled.
 * @param options - The parents.
 * @returns The mechanism.
 * @throws ShapeError when there are not as many rows as combinations, or rows differ in length; ArgumentError for numbers
 *   of categories that are not in 2 to 256 or a table of more than 2^24 cells; ValuesError, with row and sum, for probabilities
 *   that are negative, not finite or do not add up to 1 within 1e-6.
 *
 * @example
 * ```ts
 * import { tableMechanism } from '@causal-mechanisms/datasets';
 *
 * const alarm = tableMechanism([[0.9, 0.1], [0.2, 0.8]], { parentCategories: [2] });
 * const out = new Float64Array(2);
 * alarm.probabilities(Uint8Array.of(1), out);
 * console.log(out); // Float64Array(2) [ 0.2, 0.8 ]
 * ```
 */
export function tableMechanism(
  rows: readonly ArrayLike<number>[],
  options: TableMechanismOptions = {},
): CategoricalMechanism {
  const owner = 'tableMechanism';
  const { parentCategories = [], name = 'the variable' } = checkOptions(owner, options);
  checkText(owner, 'name', name);
  checkArray(owner, 'rows', rows);
  checkNumbers(owner, 'parentCategories', parentCategories);
  for (const count of parentCategories) {
    checkCount(owner, `the categories of a parent of ${name}`, count, { most: 256 });
  }
  const combinations = parentCategories.reduce((product, count) => product * count, 1);
  if (rows.length !== combinations) {
    throw new ShapeError(
      `${owner}: the table of ${name} must have ${combinations} rows, one per combination of its parents' categories, got ${rows.length}`,
      { data: { name, expected: combinations, actual: rows.length } },
    );
  }
  checkNumbers(owner, 'rows[0]', rows[0], { anyNumber: true });
  const categories = rows[0]?.length ?? 0;
  checkCount(owner, `the number of categories of ${name}`, categories, { least: 2, most: 256 });
  if (combinations * categories > MOST_CELLS) {
    throw new ArgumentError(
      `${owner}: the table of ${name} has ${combinations * categories} cells, more than ${MOST_CELLS}`,
      { data: { name, cells: combinations * categories } },
    );
  }
  const table = new Float64Array(combinations * categories);
  rows.forEach((row, i) => {
    checkNumbers(owner, `rows[${i}]`, row, { anyNumber: true });
    checkDistribution(owner, row, { categories, what: `row ${i} of the table of ${name}` });
    table.set(Array.from(row), i * categories);
  });
  return {
    probabilities: (parents, out) => {
      let row = 0;
      for (let k = 0; k < parentCategories.length; k++) {
        row = row * (parentCategories[k] ?? 1) + (parents[k] ?? 0);
      }
      const start = row * categories;
      for (let c = 0; c < categories; c++) out[c] = table[start + c] ?? 0;
    },
  };
}

/**
 * Checks that numbers are a distribution.
 *
 * @param owner - The function that asks; opens the message.
 * @param probabilities - The numbers.
 * @param expected - How many there should be, and what they are called.
 * @throws ShapeError for another length; ValuesError when one is negative or not finite, or they do not add up to 1.
 */
export function checkDistribution(
  owner: string,
  probabilities: ArrayLike<number>,
  { categories, what }: { categories: number; what: string },
): void {
  if (probabilities.length !== categories) {
    throw new ShapeError(
      `${owner}: ${what} must have ${categories} probabilities, one per category, got ${probabilities.length}`,
      { data: { what, expected: categories, actual: probabilities.length } },
    );
  }
  let sum = 0;
  for (let c = 0; c < categories; c++) {
    const value = probabilities[c] ?? NaN;
    if (!(value >= 0 && value < Infinity)) {
      throw new ValuesError(
        `${owner}: ${what} must hold finite probabilities of at least 0, got ${value} at place ${c}`,
        { data: { what, index: c, value } },
      );
    }
    sum += value;
  }
  if (Math.abs(sum - 1) > TOLERANCE) {
    throw new ValuesError(`${owner}: ${what} must add up to 1, its sum is ${sum}`, {
      data: { what, sum },
    });
  }
}
