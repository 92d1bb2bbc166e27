import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';

/** The rows of all tables below one another, equal rows of one table kept once. */
export interface PooledRows {
  /** One array per variable: the category of each distinct row. */
  readonly columns: readonly Uint8Array[];
  /** How often each distinct row occurs. */
  readonly weights: Int32Array;
  /** The number of categories of each variable. */
  readonly categories: readonly number[];
  /** Where each table starts, the observational one first; one more entry for the end. */
  readonly starts: readonly number[];
}

/** Keys of rows are exact below this. */
const LARGEST_KEY = 2 ** 53;

/**
 * Puts all samples into one table.
 *
 * Few variables with few categories have few distinct rows (8 binary variables: 256), and counting those with weights is
 * as good as counting all.
 *
 * @param data - The samples; checked before.
 * @returns The pooled rows.
 */
export function pooledRows(data: InterventionalData): PooledRows {
  const { categories } = data.observational;
  const tables = [data.observational, ...data.interventions.map(({ samples }) => samples)];
  const kept = tables.map((table) => distinctRows(table, categories));
  const starts = [0];
  for (const { rows } of kept) starts.push((starts.at(-1) ?? 0) + rows.length);
  const total = starts.at(-1) ?? 0;
  const weights = new Int32Array(total);
  kept.forEach((part, i) => weights.set(part.weights, starts[i] ?? 0));
  const columns = categories.map((_, variable) => {
    const column = new Uint8Array(total);
    kept.forEach(({ rows }, i) => {
      const source = tables[i]?.columns[variable] ?? new Uint8Array(0);
      const start = starts[i] ?? 0;
      for (let k = 0; k < rows.length; k++) column[start + k] = source[rows[k] ?? 0] ?? 0;
    });
    return column;
  });
  return { columns, weights, categories, starts };
}

/** The first row of each kind, and how many there are of it. */
function distinctRows(
  { columns, rows }: CategoricalTable,
  categories: readonly number[],
): { rows: Int32Array; weights: Int32Array } {
  const combinations = categories.reduce((product, count) => product * count, 1);
  if (combinations > LARGEST_KEY) {
    return {
      rows: Int32Array.from({ length: rows }, (_, row) => row),
      weights: new Int32Array(rows).fill(1),
    };
  }
  const keys = new Float64Array(rows);
  columns.forEach((column, variable) => {
    const count = categories[variable] ?? 1;
    for (let row = 0; row < rows; row++) keys[row] = (keys[row] ?? 0) * count + (column[row] ?? 0);
  });
  const places = new Map<number, number>();
  const first: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    const place = places.get(keys[row] ?? 0);
    if (place === undefined) {
      places.set(keys[row] ?? 0, first.length);
      first.push(row);
      weights.push(1);
    } else {
      weights[place] = (weights[place] ?? 0) + 1;
    }
  }
  return { rows: Int32Array.from(first), weights: Int32Array.from(weights) };
}
