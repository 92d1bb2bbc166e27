import { checkCount, checkInstance, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkTableColumn } from './tableChecks.ts';
import { MISSING_LABEL } from './dataTable.ts';
import type { CategoricalColumn, NumericColumn } from './dataTable.ts';

/** Options of {@link binColumn}. */
export interface BinColumnOptions {
  /** The most bins, 2 to 254. Default: {@link defaultBins} of the number of rows. */
  readonly bins?: number;
}

/**
 * How many bins a column of numbers is cut into where nobody says: the root of a fifth of the rows, so that two columns
 * make cells of five rows or more on average; at least 2 and at most 8.
 *
 * @param rows - The number of rows.
 * @returns The number of bins.
 *
 * @example
 * ```ts
 * import { defaultBins } from '@causal-mechanisms/datasets';
 *
 * console.log([10, 100, 1000].map(defaultBins)); // [ 2, 4, 8 ]
 * ```
 */
export function defaultBins(rows: number): number {
  checkCount('defaultBins', 'rows', rows, { least: 0 });
  return Math.min(8, Math.max(2, Math.floor(Math.sqrt(rows / 5))));
}

/**
 * Cuts numbers at their quantiles, so that bins hold equally many rows as far as ties allow.
 *
 * @param values - The numbers; NaN is left aside.
 * @param bins - The most bins.
 * @returns The upper ends of all bins but the last, ascending; fewer than `bins - 1` where values repeat.
 *
 * @example
 * ```ts
 * import { quantileEdges } from '@causal-mechanisms/datasets';
 *
 * console.log(quantileEdges(Float64Array.of(4, 1, 3, 2), 2)); // [ 2 ]
 * ```
 */
export function quantileEdges(values: Float64Array, bins: number): number[] {
  checkInstance('quantileEdges', 'values', values, Float64Array);
  checkCount('quantileEdges', 'bins', bins, { most: 2 ** 24 });
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const last = sorted[sorted.length - 1] ?? NaN;
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1] ?? NaN;
    // A bin above the largest value would be empty, a repeated edge too.
    if (edge < last && edge > (edges[edges.length - 1] ?? -Infinity)) edges.push(edge);
  }
  return edges;
}

/**
 * Turns a column of numbers into one of bins, cut at quantiles.
 *
 * @param column - The numbers. NaN, a missing cell, gets a bin of its own.
 * @param options - How many bins.
 * @returns The column with labels such as `up to 2.5`, `2.5 to 7` and `above 7`.
 * @throws ArgumentError for an impossible number of bins.
 *
 * @example
 * ```ts
 * import { binColumn } from '@causal-mechanisms/datasets';
 *
 * const values = Float64Array.of(1, 2, 3, 40, 50, 60);
 * const { labels, codes } = binColumn({ kind: 'numeric', name: 'age', values }, { bins: 3 });
 * console.log(labels, codes.join('')); // [ 'up to 2', '2 to 40', 'above 40' ] 001122
 * ```
 */
export function binColumn(
  column: NumericColumn,
  options: BinColumnOptions = {},
): CategoricalColumn {
  checkTableColumn('binColumn', column);
  const { values, name } = column;
  checkInstance('binColumn', 'column.values', values, Float64Array);
  const { bins = defaultBins(values.length) } = checkOptions('binColumn', options);
  checkCount('binColumn', 'bins', bins, { least: 2, most: 254 });
  const edges = quantileEdges(values, bins);
  const missing = edges.length + 1;
  const codes = Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? missing : binOf(value, edges),
  );
  const [first] = edges;
  const labels = first === undefined ? ['all'] : [`up to ${shown(first)}`];
  edges.forEach((edge, bin) => {
    const next = edges[bin + 1];
    labels.push(next === undefined ? `above ${shown(edge)}` : `${shown(edge)} to ${shown(next)}`);
  });
  if (codes.includes(missing)) labels.push(MISSING_LABEL);
  return { kind: 'categorical', name, codes, labels };
}

/** The first bin whose upper end is not below the value. */
function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (edges[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
