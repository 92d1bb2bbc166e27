import { binColumn, tableColumn, tableFromColumns } from '@causal-mechanisms/datasets';
import type { Cell, DataTable } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkCells, isListOfEntries, isMissing } from './checkCells.ts';
import { pairBins } from './pairBins.ts';
import { setNames } from './setNames.ts';

/** Measurements of two variables that belong together, row by row. */
export interface PairColumnsOfCells {
  /** Of the variable A: strings, numbers or booleans; null, undefined and NaN are missing. */
  readonly a: readonly Cell[] | Float64Array;
  /** Of the variable B, as many. */
  readonly b: readonly Cell[] | Float64Array;
}

/** What the direction between two variables is learned from. */
export interface DirectionData {
  /** The system as it usually is. */
  readonly training: PairColumnsOfCells;
  /** The same two variables after something was changed; one entry per change. */
  readonly transfers: readonly PairColumnsOfCells[];
}

/** A pair of variables as categories, set by set: the training set first, then the transfers. */
export interface EncodedPair {
  /** The numbers of categories of A and of B. */
  readonly categories: readonly [number, number];
  /** The labels of the categories of A and of B. */
  readonly labels: readonly [readonly string[], readonly string[]];
  /** The categories of each row, by set. */
  readonly sets: readonly { readonly a: Uint8Array; readonly b: Uint8Array }[];
  /** The numbers themselves, by set, where both variables are numeric and vary in training. */
  readonly numbers?: readonly { readonly a: Float64Array; readonly b: Float64Array }[];
  /** What each set is called in sentences. */
  readonly setNames: readonly string[];
  /** What the user should know. */
  readonly warnings: readonly string[];
}

/** How cells are turned into categories. */
export interface EncodePairOptions {
  /** How many bins numbers are cut into, at their quantiles. Default: {@link pairBins} of the number of rows. */
  readonly bins?: number;
  /** What the sets are called in sentences, the training set first. Default: `training`, `transfers[0]` and so on. */
  readonly environments?: readonly string[];
}

const OWNER = 'causalDirection';

/**
 * Turns cells into categories that all sets share. Numbers with more than 20 different values are cut at the quantiles of
 * all rows together; rows with a missing cell are left out.
 *
 * @param data - The sets.
 * @param options - How numbers are cut.
 * @returns The categories, the labels, and warnings.
 * @throws ShapeError when columns differ in length, or names do not fit the sets; ArgumentError when there is no transfer, a column is no array or a name is
 *   impossible; ValuesError for cells that are impossible, a set without complete rows, a variable that is the same in all rows or different in nearly all.
 */
export function encodePair(data: DirectionData, options: EncodePairOptions = {}): EncodedPair {
  checkOptions(OWNER, data, 'data');
  if (!isListOfEntries(data.transfers) || data.transfers.length === 0) {
    throw new ArgumentError(
      `${OWNER}: transfers must hold at least one transfer: without a change the direction cannot be known`,
    );
  }
  const warnings: string[] = [];
  const places = ['training', ...data.transfers.map((_, index) => `transfers[${index}]`)];
  const names = setNames(OWNER, places, options.environments);
  const complete = [data.training, ...data.transfers].map((set, index) =>
    completeRows({ place: places[index] ?? '', name: names[index] ?? '' }, set, warnings),
  );
  const table = tableOf(
    complete.flatMap(({ a }) => a),
    complete.flatMap(({ b }) => b),
  );
  const { bins = pairBins(table.rows) } = options;
  const columns = (['a', 'b'] as const).map((name) => {
    const column = tableColumn(table, name);
    if (column.kind === 'categorical') return { column };
    return { column: binColumn(column, { bins }), values: column.values };
  });
  const [a, b] = columns;
  if (a === undefined || b === undefined) throw new ValuesError(`${OWNER}: expected two columns`);
  const cut = <Values extends Uint8Array | Float64Array>(values: Values): Values[] => {
    let start = 0;
    return complete.map((set) => {
      const end = start + set.a.length;
      const part = values.slice(start, end) as Values;
      start = end;
      return part;
    });
  };
  const [codesA, codesB] = [cut(a.column.codes), cut(b.column.codes)];
  const sets = codesA.map((codes, index) => ({ a: codes, b: codesB[index] ?? new Uint8Array(0) }));
  warnings.push(...repeatedSets(sets, names));
  const encoded: EncodedPair = {
    categories: [a.column.labels.length, b.column.labels.length],
    labels: [a.column.labels, b.column.labels],
    sets,
    setNames: names,
    warnings,
  };
  if (a.values === undefined || b.values === undefined) return encoded;
  const [numbersA, numbersB] = [cut(a.values), cut(b.values)];
  // What never varied in training has no scale: a curve through it would tell of the scale instead of the change.
  if (![numbersA[0], numbersB[0]].every(varies)) return encoded;
  return {
    ...encoded,
    numbers: numbersA.map((values, index) => ({
      a: values,
      b: numbersB[index] ?? new Float64Array(0),
    })),
  };
}

function varies(values: Float64Array | undefined): boolean {
  return values?.some((value) => value !== values[0]) ?? false;
}

/** So few rows may be the same by chance. */
const FEW_ROWS = 20;

/** A set that is there twice, such as a file that was read twice, counts as if it had been measured twice. */
function repeatedSets(sets: EncodedPair['sets'], names: readonly string[]): string[] {
  const first = new Map<string, string>();
  return sets.flatMap(({ a, b }, index) => {
    if (a.length < FEW_ROWS) return [];
    const rows = `${a.join()} ${b.join()}`;
    const name = names[index] ?? '';
    const earlier = first.get(rows);
    if (earlier === undefined) {
      first.set(rows, name);
      return [];
    }
    return [`${name} has the same rows as ${earlier}, and counts as if they were measured anew`];
  });
}

/** The table says which column is of no use; the user knows them as `a` and `b`. */
function tableOf(a: readonly Cell[], b: readonly Cell[]): DataTable {
  try {
    return tableFromColumns({ a, b }, { unusable: 'refuse' });
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    const message = error.message.replace('tableFromColumns', OWNER);
    throw new ValuesError(message, { data: error.data, cause: error });
  }
}

function completeRows(
  { place, name }: { readonly place: string; readonly name: string },
  set: PairColumnsOfCells | undefined,
  warnings: string[],
): { a: Cell[]; b: Cell[] } {
  checkOptions(OWNER, set ?? {}, place);
  const a = checkCells(OWNER, `${place}.a`, set?.a);
  const b = checkCells(OWNER, `${place}.b`, set?.b);
  if (a.length !== b.length) {
    throw new ShapeError(
      `${OWNER}: ${place}.a and ${place}.b must be equally long, got ${a.length} and ${b.length}`,
      { data: { name: place, a: a.length, b: b.length } },
    );
  }
  const kept: { a: Cell[]; b: Cell[] } = { a: [], b: [] };
  for (let row = 0; row < a.length; row++) {
    const [first, second] = [a[row], b[row]];
    if (isMissing(first) || isMissing(second)) continue;
    kept.a.push(first);
    kept.b.push(second);
  }
  const missing = a.length - kept.a.length;
  if (kept.a.length < 2) {
    throw new ValuesError(
      `${OWNER}: ${name} must have at least 2 complete rows, got ${kept.a.length} of ${a.length}`,
      { data: { name: place, rows: a.length, complete: kept.a.length } },
    );
  }
  if (missing > 0) {
    warnings.push(
      `${name}: ${missing} of ${a.length} rows were left out because a cell is missing`,
    );
  }
  return kept;
}
