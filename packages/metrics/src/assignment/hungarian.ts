import { checkMatrix } from '../checks.ts';

/** A matching of rows with columns, each of which is used at most once. */
export interface Matching {
  /** The column of every row; -1 for a row without one, which happens only when there are more rows than columns. */
  readonly columns: readonly number[];
  /** The sum of the matched entries. */
  readonly total: number;
}

/**
 * Finds the cheapest matching of rows with columns (Kuhn's Hungarian algorithm of 1955, with potentials and
 * shortest augmenting paths: `O(n^2 m)` for n pairs).
 *
 * As many pairs are formed as the shorter side has entries.
 *
 * @param costs - Any finite numbers, one row per row; rows and columns need not be as many.
 * @returns The matching and its cost; `Infinity` or `-Infinity` where the cost is beyond the numbers.
 * @throws ArgumentError when it has no entry; ShapeError when rows differ in length; ValuesError for entries that are not
 *   finite.
 *
 * @example
 * ```ts
 * import { hungarian } from '@causal-mechanisms/metrics';
 *
 * console.log(hungarian([[4, 1, 3], [2, 0, 5], [3, 2, 2]])); // { columns: [ 1, 0, 2 ], total: 5 }
 * ```
 */
export function hungarian(costs: readonly (readonly number[])[]): Matching {
  const columnCount = checkMatrix('hungarian', 'costs', costs);
  return matched(costs, columnCount);
}

/**
 * Finds the matching of rows with columns that has the greatest weight.
 *
 * @param weights - Any finite numbers; rows and columns need not be as many.
 * @returns The matching and its weight; `Infinity` or `-Infinity` where the weight is beyond the numbers.
 * @throws ArgumentError when it has no entry; ShapeError when rows differ in length; ValuesError for entries that are not
 *   finite.
 *
 * @example
 * ```ts
 * import { maxWeightMatching } from '@causal-mechanisms/metrics';
 *
 * console.log(maxWeightMatching([[0.9, 0.1], [0.8, 0.2]])); // { columns: [ 0, 1 ], total: 1.1 }
 * ```
 */
export function maxWeightMatching(weights: readonly (readonly number[])[]): Matching {
  const columnCount = checkMatrix('maxWeightMatching', 'weights', weights);
  return matched(weights, columnCount, -1);
}

function matched(
  entries: readonly (readonly number[])[],
  columnCount: number,
  sign: 1 | -1 = 1,
): Matching {
  const scale = harmlessScale(entries, columnCount);
  const entry = (row: number, column: number) => scale * (entries[row]?.[column] ?? NaN);
  let columns: readonly number[];
  if (entries.length <= columnCount) {
    const rowOf = cheapest(entries.length, columnCount, (i, j) => sign * entry(i, j));
    columns = entries.map((_, row) => rowOf.indexOf(row));
  } else {
    columns = cheapest(columnCount, entries.length, (i, j) => sign * entry(j, i));
  }
  // Divided at the end: the sum may be a number though some of its parts, added up in turn, are none.
  const total =
    columns.reduce((sum, column, row) => (column < 0 ? sum : sum + entry(row, column)), 0) / scale;
  return { columns, total };
}

/**
 * A power of two that keeps sums of entries within the numbers: potentials grow up to the span of the entries times the
 * number of pairs. It is 1 but for entries near the largest number, where it costs at most the bits of numbers near the smallest.
 */
function harmlessScale(entries: readonly (readonly number[])[], columnCount: number): number {
  const largest = entries.reduce(
    (most, row) => row.reduce((max, value) => Math.max(max, Math.abs(value)), most),
    0,
  );
  const sums = 2 ** Math.ceil(Math.log2(8 * Math.min(entries.length, columnCount)));
  return largest > Number.MAX_VALUE / sums ? 1 / sums : 1;
}

/**
 * Shortest augmenting paths, one row after the other. Place 0 of the column arrays is a root that stands for the row to
 * be added, so columns and rows count from 1 inside.
 *
 * @param rows - At most `columns`.
 * @param columns - How many columns.
 * @param cost - Entry by row and column, both from 0.
 * @returns The row of every column, or -1.
 */
function cheapest(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number,
): number[] {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const previous = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const visited = new Uint8Array(columns + 1);
    let column = 0;
    do {
      visited[column] = 1;
      const from = rowOf[column] ?? 0;
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (visited[j] === 1) continue;
        const reduced =
          cost(from - 1, j - 1) - (rowPotential[from] ?? 0) - (columnPotential[j] ?? 0);
        if (reduced < (slack[j] ?? 0)) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if ((slack[j] ?? 0) < delta) {
          delta = slack[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (visited[j] === 1) {
          const visitedRow = rowOf[j] ?? 0;
          rowPotential[visitedRow] = (rowPotential[visitedRow] ?? 0) + delta;
          columnPotential[j] = (columnPotential[j] ?? 0) - delta;
        } else {
          slack[j] = (slack[j] ?? 0) - delta;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = previous[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  return Array.from(rowOf.subarray(1), (row) => row - 1);
}
