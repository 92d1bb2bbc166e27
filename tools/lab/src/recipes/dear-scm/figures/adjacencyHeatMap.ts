import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { Chart } from '../../../report/figures/chartParts.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';

/** Options of {@link adjacencyHeatMap}. */
export interface AdjacencyHeatMapOptions {
  /** Stands above the matrix. Default: `Learned A`. */
  readonly title?: string;
  /** The edges of the truth, `[cause][effect]`, which get a frame. Default: no frames. */
  readonly truth?: readonly ArrayLike<number>[];
  /** The size of an entry with the full colour. Default: that of the largest entry. */
  readonly high?: number;
}

/**
 * The learned weights of a graph, causes by effects, with their signs.
 *
 * @param factors - Names, in the order of rows and columns.
 * @param adjacency - `[cause][effect]`: as many rows and entries as factors.
 * @param options - Title, the true edges, and the range of the colour.
 * @returns The chart: blue for what raises its effect, orange for what lowers it.
 * @throws ShapeError when the matrix is not as wide or high as there are factors.
 */
export function adjacencyHeatMap(
  factors: readonly string[],
  adjacency: readonly ArrayLike<number>[],
  options: AdjacencyHeatMapOptions = {},
): Promise<Chart> {
  const { title = 'Learned A', truth } = options;
  const values = squareOf('adjacency', factors, adjacency);
  const largest = Math.max(0, ...values.flat().map(Math.abs));
  const edges = truth === undefined ? undefined : squareOf('truth', factors, truth);
  const framed = edges?.map((row) => row.flatMap((entry, effect) => (entry === 0 ? [] : effect)));
  return heatMap(
    { rows: [...factors], columns: [...factors], values },
    {
      title,
      rowTitle: 'cause',
      columnTitle: 'effect',
      signed: true,
      high: options.high ?? (largest === 0 ? 1 : largest),
      ...(framed === undefined ? {} : { framed }),
    },
  );
}

function squareOf(
  what: string,
  factors: readonly string[],
  rows: readonly ArrayLike<number>[],
): number[][] {
  const size = factors.length;
  if (rows.length === size && rows.every(({ length }) => length === size)) {
    return rows.map((row) => Array.from(row));
  }
  const got = rows.map(({ length }) => length).join(', ');
  throw new ShapeError(
    `adjacencyHeatMap: expected ${what} to have ${size} rows of ${size} entries, got rows of [${got}]`,
    { data: { size } },
  );
}
