import { binColumn, tableFromColumns } from '@causal-mechanisms/datasets';
import type { CategoricalTable, Cell } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkOptions,
  nearestName,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { NamedCells } from '../graphAnswer.ts';
import { checkCells, isListOfEntries, isMissing } from './checkCells.ts';
import { setNames } from './setNames.ts';

/** Cells of one variable, row by row; null, undefined and NaN are missing. */
export type VariableCells = readonly Cell[] | Float64Array;

/** Rows that were measured while a variable was acted on. */
export interface InterventionCells {
  /** The variable, by name or by its place among the columns; null where it is not known. */
  readonly target: string | number | null;
  /** The rows, with the same columns as the observational ones. */
  readonly samples: NamedCells<VariableCells>;
}

/** What a causal graph is learned from. */
export interface GraphData {
  /** Rows of the system as it usually is. */
  readonly observational: NamedCells<VariableCells>;
  /** Rows from under interventions. */
  readonly interventions: readonly InterventionCells[];
}

/** Tables of categories that all sets share. */
export interface EncodedGraphData {
  /** The usual rows. */
  readonly observational: CategoricalTable;
  /** Rows under interventions, with the place of the target. */
  readonly interventions: readonly {
    readonly target: number | null;
    readonly samples: CategoricalTable;
  }[];
  /** The labels of the categories of each variable. */
  readonly labels: readonly (readonly string[])[];
  /** What each set is called in sentences, the observational one first. */
  readonly setNames: readonly string[];
  /** What the user should know. */
  readonly warnings: readonly string[];
}

/** How cells are turned into tables. */
export interface EncodeGraphOptions {
  /** How many bins numbers are cut into. Default: by the number of rows. */
  readonly bins?: number;
  /** What the sets are called in sentences, the observational one first. Default: `observational`, `interventions[0].samples` and so on. */
  readonly environments?: readonly string[];
}

const OWNER = 'causalGraph';

/**
 * Turns columns of cells into tables of categories. Rows with a missing cell and columns of no use are left out.
 *
 * @param data - The sets.
 * @param options - How numbers are cut, and what sets are called.
 * @returns Tables, labels and warnings.
 * @throws ArgumentError for unknown targets or columns, impossible names, and where fewer than two columns are left; ShapeError for columns
 *   that differ in length, or names that do not fit the sets; ValuesError for a set without complete rows.
 */
export function encodeGraphData(
  data: GraphData,
  { bins, environments }: EncodeGraphOptions = {},
): EncodedGraphData {
  const { observational, interventions } = checkOptions(OWNER, data, 'data');
  const warnings: string[] = [];
  if (!isListOfEntries(interventions)) {
    throw new ArgumentError(
      `${OWNER}: interventions must be an array, empty where there are none, got ${typeof interventions}`,
    );
  }
  interventions.forEach((intervention, i) => {
    checkOptions(OWNER, intervention, `interventions[${i}]`);
    checkCellsOf(`interventions[${i}].samples`, intervention.samples);
  });
  checkCellsOf('observational', observational);
  const names = namesOf(observational);
  const places = ['observational', ...interventions.map((_, i) => `interventions[${i}].samples`)];
  const said = setNames(OWNER, places, environments);
  const sets = [observational, ...interventions.map(({ samples }) => samples)].map((cells, i) =>
    completeSet({ owner: places[i] ?? '', name: said[i] ?? '' }, cells, names, warnings),
  );
  const pooled = Object.fromEntries(
    names.map((name, place) => [name, sets.flatMap((set) => set.columns[place] ?? [])]),
  );
  const table = tableFromColumns(pooled);
  warnings.push(...table.warnings.map(({ message }) => message));
  const columns = table.columns.map((column) =>
    column.kind === 'categorical' ? column : binColumn(column, bins === undefined ? {} : { bins }),
  );
  const kept = columns.map(({ name }) => name);
  if (kept.length < 2) {
    throw new ArgumentError(
      `${OWNER}: expected at least two columns that vary, got ${kept.length}: ${warnings.join('; ')}`,
    );
  }
  let start = 0;
  const tables = sets.map(({ rows }): CategoricalTable => {
    const from = start;
    start += rows;
    return {
      names: kept,
      categories: columns.map(({ labels }) => labels.length),
      columns: columns.map(({ codes }) => codes.slice(from, from + rows)),
      rows,
    };
  });
  const [usual, ...changed] = tables;
  if (usual === undefined) throw new ValuesError(`${OWNER}: expected observational rows`);
  return {
    observational: usual,
    interventions: changed.map((samples, index) => ({
      target: targetPlace(interventions[index]?.target ?? null, index, names, kept),
      samples,
    })),
    labels: columns.map(({ labels }) => labels),
    setNames: said,
    warnings,
  };
}

function namesOf(cells: NamedCells<VariableCells>): string[] {
  const names = isList(cells) ? cells.map((_, index) => `x${index + 1}`) : Object.keys(cells);
  if (names.length < 2) {
    throw new ArgumentError(
      `${OWNER}: observational must have at least two columns, got ${names.length}`,
    );
  }
  return names;
}

/** A list of columns, or columns by name. */
function checkCellsOf(name: string, cells: NamedCells<VariableCells>): void {
  if (!isList(cells)) checkOptions(OWNER, cells, name);
}

function isList(cells: NamedCells<VariableCells>): cells is readonly VariableCells[] {
  return Array.isArray(cells);
}

/** Objects have more than their own: a column that is missing may be called `constructor`. */
function ownColumn(
  cells: Readonly<Record<string, VariableCells>>,
  name: string,
): VariableCells | undefined {
  return Object.hasOwn(cells, name) ? cells[name] : undefined;
}

function completeSet(
  { owner, name: said }: { readonly owner: string; readonly name: string },
  cells: NamedCells<VariableCells>,
  names: readonly string[],
  warnings: string[],
): { columns: Cell[][]; rows: number } {
  const given = names.map((name, place) => {
    const column = isList(cells) ? cells[place] : ownColumn(cells, name);
    if (column !== undefined) return checkCells(OWNER, `${owner}.${name}`, column);
    throw new ArgumentError(`${OWNER}: ${owner} has no column "${name}"`, {
      data: { owner, name },
    });
  });
  const length = given[0]?.length ?? 0;
  given.forEach((column, place) => {
    if (column.length === length) return;
    throw new ShapeError(
      `${OWNER}: ${owner} must have equally long columns, got ${column.length} cells in "${names[place] ?? ''}" and ${length} in "${names[0] ?? ''}"`,
      { data: { owner, length, actual: column.length } },
    );
  });
  const columns: Cell[][] = names.map(() => []);
  let rows = 0;
  for (let row = 0; row < length; row++) {
    if (given.some((column) => isMissing(column[row]))) continue;
    rows++;
    given.forEach((column, place) => columns[place]?.push(column[row]));
  }
  if (rows < 2) {
    throw new ValuesError(
      `${OWNER}: ${said} must have at least 2 complete rows, got ${rows} of ${length}`,
      { data: { owner, rows, length } },
    );
  }
  if (rows < length) {
    warnings.push(
      `${said}: ${length - rows} of ${length} rows were left out because a cell is missing`,
    );
  }
  return { columns, rows };
}

function targetPlace(
  target: string | number | null,
  index: number,
  names: readonly string[],
  kept: readonly string[],
): number | null {
  if (target === null) return null;
  const name = typeof target === 'number' ? names[target] : target;
  const owner = `${OWNER}: the target of interventions[${index}]`;
  if (name === undefined || !names.includes(name)) {
    const near = nearestName(String(target), names);
    throw new ArgumentError(
      `${owner} must be a column, got "${target}"${near === undefined ? '' : `; did you mean "${near}"?`} (columns: ${names.join(', ')})`,
      { data: { target, names } },
    );
  }
  const place = kept.indexOf(name);
  if (place >= 0) return place;
  throw new ValuesError(`${owner}, "${name}", is a column that was left out as of no use`);
}
