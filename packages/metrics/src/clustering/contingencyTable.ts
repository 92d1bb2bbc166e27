import { checkLabels, checkSameLength } from '../checks.ts';

/** How often each class met each cluster. */
interface ContingencyTable {
  /** How many items there are. */
  readonly total: number;
  /** The counts above 0. */
  readonly cells: readonly {
    readonly count: number;
    readonly row: number;
    readonly column: number;
  }[];
  /** Items per class; classes that do not occur have none. */
  readonly rowSums: readonly number[];
  /** Items per cluster; clusters that do not occur have none. */
  readonly columnSums: readonly number[];
}

/**
 * Counts classes against clusters.
 *
 * @param owner - The function that asks; opens messages.
 * @param labels - The true class of every item.
 * @param clusters - The found cluster of every item.
 * @returns Classes and clusters, numbered in the order in which they occur.
 * @throws ArgumentError for empty lists; ShapeError for lists of different length; ValuesError for labels that are not
 *   whole numbers from 0 on.
 */
export function contingencyTable(
  owner: string,
  labels: ArrayLike<number>,
  clusters: ArrayLike<number>,
): ContingencyTable {
  checkLabels(owner, 'labels', labels);
  checkLabels(owner, 'clusters', clusters);
  checkSameLength(owner, 'labels and clusters', labels.length, clusters.length);
  const rows = renumbered(labels);
  const columns = renumbered(clusters);
  const columnSums = sums(columns);
  const counts = new Map<number, number>();
  rows.forEach((row, i) => {
    const key = row * columnSums.length + (columns[i] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return {
    total: labels.length,
    cells: Array.from(counts, ([key, count]) => ({
      count,
      row: Math.floor(key / columnSums.length),
      column: key % columnSums.length,
    })),
    rowSums: sums(rows),
    columnSums,
  };
}

/** Labels may be sparse; their numbers in order of appearance are not. */
function renumbered(labels: ArrayLike<number>): number[] {
  const numbers = new Map<number, number>();
  return Array.from(labels, (label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

function sums(numbers: readonly number[]): number[] {
  const counted: number[] = [];
  for (const number of numbers) counted[number] = (counted[number] ?? 0) + 1;
  return counted;
}
