import type { Measure } from '../../../run/measure.ts';
import type { CellResult } from './structureStudy.ts';

/** How cells become rows of a table. */
export interface CellRows {
  /** The name of the row of a cell. */
  readonly row: (result: CellResult) => string;
  /** The published distance of a cell, in words. Default: none is published. */
  readonly paper?: (result: CellResult) => string | undefined;
  /** The parts whose count of exact runs the report shows large. Default: none. */
  readonly main?: readonly string[];
}

/**
 * The figures of cells: runs without a wrong edge, wrong edges on average, and the smallest score against the truth.
 *
 * @param results - Of the cells.
 * @param rows - How they become rows.
 * @returns Three figures per cell, and the share of targets where those were hidden.
 */
export function cellMeasures(
  results: readonly CellResult[],
  { row, paper, main = [] }: CellRows,
): Measure[] {
  return results.flatMap((result): Measure[] => {
    const { cell, value } = result;
    const published = paper?.(result);
    const common = { model: row(result), table: 'network' };
    const gaps = value.gaps.filter((gap) => gap !== null);
    return [
      {
        ...common,
        name: `${cell.name}/exact`,
        label: 'runs without a wrong edge',
        column: 'no wrong edge',
        value: exactRuns(result),
        format: 'integer',
        outOf: cell.runs,
        main: main.includes(cell.name),
      },
      {
        ...common,
        name: `${cell.name}/distance`,
        label: 'wrong edges on average',
        column: 'wrong edges',
        value: meanOf(value.distances),
        ...(published === undefined ? {} : { paper: published }),
      },
      {
        ...common,
        name: `${cell.name}/gap`,
        label: 'smallest score(found) - score(truth), nats',
        column: 'least score(found) - score(truth)',
        // Equal graphs differ by rounding.
        value: gaps.length === 0 ? null : rounded(Math.min(...gaps)),
      },
      ...(cell.hidden
        ? [
            {
              ...common,
              name: `${cell.name}/targets`,
              label: 'hidden targets found',
              column: 'targets found',
              value: meanOf(value.targetsRight),
              format: 'percent',
            } as const,
          ]
        : []),
    ];
  });
}

/**
 * @param result - Of a cell.
 * @returns How many of its runs found the graph without an error.
 */
export function exactRuns({ value }: CellResult): number {
  return value.distances.filter((distance) => distance === 0).length;
}

/**
 * @param values - Any numbers.
 * @returns Their mean; NaN of none.
 */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * One sentence: how many cells found every graph, and whether the search ever fell short of the truth's score.
 *
 * @param results - Of the cells.
 * @returns The sentence.
 */
export function cellHeadline(results: readonly CellResult[]): string {
  const runs = results.reduce((sum, { cell }) => sum + cell.runs, 0);
  const exact = results.reduce((sum, result) => sum + exactRuns(result), 0);
  const below = results
    .flatMap(({ value }) => value.gaps)
    .filter((gap) => gap !== null && rounded(gap) < 0).length;
  const search =
    below === 0
      ? 'the found graph never scores below the true one'
      : `in ${below} runs the found graph scores below the true one`;
  return `The graph is found without a wrong edge in ${exact} of ${runs} runs; ${search}.`;
}

function rounded(value: number): number {
  const result = Math.round(value * 1e4) / 1e4;
  return result === 0 ? 0 : result;
}
