import { ArgumentError, checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';

/** How columns of numbers are cut into classes. */
export interface BinOptions {
  /**
   * A column with more different values than this is cut into as many bins, at least 2; one with fewer keeps its values as classes.
   * Default: 20.
   */
  readonly bins?: number;
  /** Bins of equal width between the least and the greatest value, or with equally many rows. Default: `width`. */
  readonly cut?: 'width' | 'count';
}

/** A column as classes. */
export interface ColumnClasses {
  /** The class of every row, from 0 on, ordered like the values. */
  readonly labels: Int32Array;
  /** How many classes there are. */
  readonly count: number;
}

/**
 * Cuts columns into classes.
 *
 * @param owner - The function that asks; opens messages.
 * @param columns - Columns of finite numbers, checked before.
 * @param options - How many bins, and where they are cut.
 * @returns The classes of each. Every class has a row but for bins of equal width, which may be empty.
 * @throws ArgumentError for an impossible number of bins or an unknown cut.
 */
export function columnClasses(
  owner: string,
  columns: readonly ArrayLike<number>[],
  options: BinOptions = {},
): ColumnClasses[] {
  const { bins = 20, cut = 'width' } = checkOptions(owner, options);
  checkCount(owner, 'bins', bins, { least: 2 });
  const kind: string = cut;
  if (kind !== 'width' && kind !== 'count') {
    throw new ArgumentError(`${owner}: cut must be 'width' or 'count', got ${kind}`, {
      data: { cut },
    });
  }
  return columns.map((column) => {
    const sorted = Float64Array.from(column).sort();
    const different = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
    if (different.length <= bins) return byEdges(column, different.subarray(1));
    return cut === 'width' ? byWidth(column, sorted, bins) : byEdges(column, edges(sorted, bins));
  });
}

/** The class is the number of edges that a value reaches. */
function byEdges(column: ArrayLike<number>, edges: Float64Array): ColumnClasses {
  const labels = Int32Array.from({ length: column.length }, (_, row) => {
    const value = column[row] ?? NaN;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] ?? NaN) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return { labels, count: edges.length + 1 };
}

/** Values that begin a bin with its share of the rows; equal values share a bin. */
function edges(sorted: Float64Array, bins: number): Float64Array {
  const found: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.round((bin * sorted.length) / bins)] ?? NaN;
    if (edge > (found.at(-1) ?? sorted[0] ?? NaN)) found.push(edge);
  }
  return Float64Array.from(found);
}

function byWidth(column: ArrayLike<number>, sorted: Float64Array, bins: number): ColumnClasses {
  const least = sorted[0] ?? NaN;
  const range = (sorted.at(-1) ?? NaN) - least;
  const labels = Int32Array.from(column, (value) =>
    Math.min(bins - 1, Math.floor(((value - least) / range) * bins)),
  );
  return { labels, count: bins };
}
