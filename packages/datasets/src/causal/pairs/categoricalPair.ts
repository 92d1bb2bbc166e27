import {
  ArgumentError,
  checkArray,
  checkCount,
  checkFlag,
  checkInstance,
  checkNumbers,
  checkOptions,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkPair } from './pairChecks.ts';

/** Which of two variables is the cause. */
export type PairDirection = 'A->B' | 'B->A';

/** Two categorical variables A and B, one of which is the cause of the other. */
export interface CategoricalPair {
  /** Which one is the cause. */
  readonly direction: PairDirection;
  /** The number of categories of the cause, 2 to 256. */
  readonly causes: number;
  /** The number of categories of the effect, 2 to 256. */
  readonly effects: number;
  /** The distribution of the cause `[causes]`. */
  readonly marginal: Float64Array;
  /** The distribution of the effect for each category of the cause `[causes, effects]`; every row adds up to 1. */
  readonly conditional: Float64Array;
}

/** Options of {@link categoricalPair}. */
export interface CategoricalPairOptions {
  /** The number of categories of both variables, or of cause and effect: 2 to 256. */
  readonly categories: number | readonly [number, number];
  /** Where the distributions are drawn from. */
  readonly stream: RandomStream;
  /** Which variable is the cause. Default: `'A->B'`. */
  readonly direction?: PairDirection;
  /** Whether the effect does not depend on the cause: all rows are the same. Default: false. */
  readonly independent?: boolean;
}

/** Options of {@link categoricalPairOf}. */
export interface CategoricalPairOfOptions {
  /** Which variable is the cause. Default: `'A->B'`. */
  readonly direction?: PairDirection;
}

/**
 * Draws a pair of variables: the marginal of the cause, and every row of the conditional, are uniform on the simplex
 * (Dirichlet with all concentrations 1). No probability is 0.
 *
 * @param options - How many categories, and the stream.
 * @returns The pair.
 * @throws ArgumentError when a number of categories is not an integer from 2 to 256.
 *
 * @example
 * ```ts
 * import { categoricalPair } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = categoricalPair({ categories: 10, stream: new RandomStream(1) });
 * console.log(pair.direction, pair.marginal.length, pair.conditional.length); // A->B 10 100
 * ```
 */
export function categoricalPair(options: CategoricalPairOptions): CategoricalPair {
  const { categories, stream } = checkOptions('categoricalPair', options);
  const { direction = 'A->B', independent = false } = options;
  checkInstance('categoricalPair', 'stream', stream, RandomStream);
  checkFlag('categoricalPair', 'independent', independent);
  if (typeof categories !== 'number') checkArray('categoricalPair', 'categories', categories);
  const [causes, effects] = typeof categories === 'number' ? [categories, categories] : categories;
  for (const count of [causes, effects]) {
    checkCount('categoricalPair', 'categories', count, { least: 2, most: 256 });
  }
  checkDirection('categoricalPair', direction);
  const marginal = new Float64Array(causes);
  flatDirichlet(stream, marginal);
  const conditional = new Float64Array(causes * effects);
  drawRows(conditional, causes, independent, stream);
  return { direction, causes, effects, marginal, conditional };
}

/**
 * A pair of variables with given distributions.
 *
 * @param marginal - Of the cause: probabilities that add up to 1 within 1e-6.
 * @param conditional - Of the effect: one row of probabilities for each category of the cause.
 * @param options - Which variable is the cause.
 * @returns The pair, with copies of the numbers.
 * @throws ShapeError when rows are missing or of different length; ValuesError when a number is no probability or a sum is not 1;
 * ArgumentError when there are fewer than 2 or more than 256 categories.
 *
 * @example
 * ```ts
 * import { categoricalPairOf } from '@causal-mechanisms/datasets';
 *
 * const pair = categoricalPairOf([0.5, 0.5], [[0.9, 0.1], [0.2, 0.8]]);
 * console.log(pair.conditional); // Float64Array(4) [ 0.9, 0.1, 0.2, 0.8 ]
 * ```
 */
export function categoricalPairOf(
  marginal: ArrayLike<number>,
  conditional: readonly ArrayLike<number>[],
  options: CategoricalPairOfOptions = {},
): CategoricalPair {
  const owner = 'categoricalPairOf';
  const { direction = 'A->B' } = checkOptions(owner, options);
  checkNumbers(owner, 'marginal', marginal, { anyNumber: true });
  checkArray(owner, 'conditional', conditional);
  conditional.forEach((row, i) => {
    checkNumbers(owner, `conditional[${i}]`, row, { anyNumber: true });
  });
  const [causes, effects] = [marginal.length, conditional[0]?.length ?? 0];
  checkCount(owner, 'the length of marginal', causes, { least: 2, most: 256 });
  checkCount(owner, 'the length of the rows of conditional', effects, { least: 2, most: 256 });
  checkDirection(owner, direction);
  if (conditional.length !== causes) {
    throw new ShapeError(
      `${owner}: expected one row of conditional for each of ${causes} categories of the cause, got ${conditional.length}`,
      { data: { expected: causes, actual: conditional.length } },
    );
  }
  checkDistribution(owner, 'marginal', marginal);
  const rows = new Float64Array(causes * effects);
  conditional.forEach((row, cause) => {
    if (row.length !== effects) {
      throw new ShapeError(
        `${owner}: expected ${effects} probabilities in row ${cause} of conditional, got ${row.length}`,
        { data: { row: cause, expected: effects, actual: row.length } },
      );
    }
    checkDistribution(owner, `row ${cause} of conditional`, row);
    rows.set(Array.from(row), cause * effects);
  });
  return { direction, causes, effects, marginal: Float64Array.from(marginal), conditional: rows };
}

/**
 * The joint distribution of a pair.
 *
 * @param pair - Which one.
 * @returns `P(a, b)` as `[categories of A, categories of B]`, whichever is the cause.
 *
 * @example
 * ```ts
 * import { categoricalPairOf, pairJoint } from '@causal-mechanisms/datasets';
 *
 * console.log(pairJoint(categoricalPairOf([0.5, 0.5], [[1, 0], [0.5, 0.5]]))); // Float64Array(4) [ 0.5, 0, 0.25, 0.25 ]
 * ```
 */
export function pairJoint(pair: CategoricalPair): Float64Array {
  checkPair('pairJoint', pair);
  const { direction, causes, effects, marginal, conditional } = pair;
  const joint = new Float64Array(causes * effects);
  for (let c = 0; c < causes; c++) {
    for (let e = 0; e < effects; e++) {
      const at = direction === 'A->B' ? c * effects + e : e * causes + c;
      joint[at] = (marginal[c] ?? NaN) * (conditional[c * effects + e] ?? NaN);
    }
  }
  return joint;
}

/**
 * Fills an array with a point that is uniform on the simplex. The offset of half a grid step keeps 0, whose logarithm is none, out.
 */
export function flatDirichlet(stream: RandomStream, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    const drawn = -Math.log(stream.uniform() + 2 ** -25);
    out[i] = drawn;
    sum += drawn;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? NaN) / sum;
}

/**
 * Draws the rows of a conditional, or one row for all.
 */
export function drawRows(
  rows: Float64Array,
  causes: number,
  same: boolean,
  stream: RandomStream,
): void {
  const effects = rows.length / causes;
  for (let c = 0; c < causes; c++) {
    if (same && c > 0) rows.copyWithin(c * effects, 0, effects);
    else flatDirichlet(stream, rows.subarray(c * effects, (c + 1) * effects));
  }
}

function checkDirection(owner: string, direction: string): void {
  if (direction === 'A->B' || direction === 'B->A') return;
  throw new ArgumentError(`${owner}: direction must be 'A->B' or 'B->A', got ${direction}`, {
    data: { direction },
  });
}

function checkDistribution(owner: string, name: string, values: ArrayLike<number>): void {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!(value >= 0 && value <= 1)) {
      throw new ValuesError(
        `${owner}: ${name} must hold probabilities, got ${value} at category ${i}`,
        { data: { name, category: i, value } },
      );
    }
    sum += value;
  }
  if (Math.abs(sum - 1) <= 1e-6) return;
  throw new ValuesError(`${owner}: ${name} must add up to 1, got ${sum}`, { data: { name, sum } });
}
