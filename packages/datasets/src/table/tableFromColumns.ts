import {
  ArgumentError,
  checkArray,
  checkOptions,
  checkText,
  nearestName,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { ColumnCollector } from './columnCollector.ts';
import type { CollectedColumn, ColumnKind } from './columnCollector.ts';
import type { DataTable, TableColumn, TableWarning } from './dataTable.ts';

/** A cell of a user's own column; null, undefined and NaN mean that it is missing. */
export type Cell = string | number | boolean | null | undefined;

/** How the cells of a table are understood. */
export interface TableOptions {
  /** What columns hold, by name, where their cells should not decide: numbers of more than 20 values are numeric. Default: none. */
  readonly kinds?: Readonly<Record<string, 'categorical' | 'numeric'>>;
  /**
   * Leave out rows with a missing cell, or make missing cells a category of their own (NaN in numeric columns).
   * Default: `drop`.
   */
  readonly missing?: 'drop' | 'category';
  /**
   * Leave out columns that are of no use (all cells alike, or nearly all different labels) with a warning, or refuse the
   * table. Default: `drop`.
   */
  readonly unusable?: 'drop' | 'refuse';
}

/**
 * Makes a table of a user's own arrays.
 *
 * @param columns - The cells of each column, by name; all equally long.
 * @param options - How cells are understood.
 * @returns The columns, labels as codes and numbers as they are, and warnings about what was left out.
 * @throws ArgumentError when there is no column or no row; ShapeError when columns differ in length; ValuesError for an
 *   infinite number, a column that is missing altogether, one that is not what `kinds` says, or one that is refused.
 *
 * @example
 * ```ts
 * import { tableFromColumns } from '@causal-mechanisms/datasets';
 *
 * const { columns, warnings } = tableFromColumns({
 *   weather: ['rain', 'sun', 'sun', 'rain'],
 *   umbrella: [true, false, false, true],
 *   country: ['NO', 'NO', 'NO', 'NO'],
 * });
 * for (const column of columns) {
 *   if (column.kind === 'categorical') console.log(column.name, column.labels, column.codes.join(''));
 * }
 * // weather [ 'rain', 'sun' ] 0110
 * // umbrella [ 'false', 'true' ] 1001
 * console.log(warnings[0]?.message); // column "country" has the same value "NO" in every row; it was left out
 * ```
 */
export function tableFromColumns(
  columns: Readonly<Record<string, readonly Cell[]>>,
  options: TableOptions = {},
): DataTable {
  const owner = 'tableFromColumns';
  const names = Object.keys(checkOptions(owner, columns, 'columns'));
  for (const name of names) checkArray(owner, `column "${name}"`, columns[name] as readonly Cell[]);
  checkTableOptions(owner, options);
  const rows = columns[names[0] ?? '']?.length ?? 0;
  if (rows === 0) throw new ArgumentError('tableFromColumns: expected columns with rows, got none');
  for (const name of names) {
    const length = columns[name]?.length ?? 0;
    if (length !== rows) {
      throw new ShapeError(
        `tableFromColumns: column "${name}" has ${length} cells and "${names[0] ?? ''}" has ${rows}`,
        { data: { name, length, rows } },
      );
    }
  }
  const collector = new TableCollector('tableFromColumns', names, options);
  const row: Cell[] = new Array<Cell>(names.length);
  for (let index = 0; index < rows; index++) {
    names.forEach((name, place) => {
      const cell = columns[name]?.[index];
      if (cell === Infinity || cell === -Infinity) {
        throw new ValuesError(
          `tableFromColumns: column "${name}" has ${String(cell)} in row ${index}`,
          { data: { name, row: index } },
        );
      }
      if (cell !== null && OF_NO_USE.has(typeof cell)) {
        throw new ValuesError(
          `tableFromColumns: column "${name}" must hold texts, numbers and truth values, got ${typeof cell} in row ${index}`,
          { data: { name, row: index } },
        );
      }
      row[place] = cell;
    });
    collector.addRow(row);
  }
  return collector.finish();
}

/** What no cell can be, as `typeof` calls it. */
const OF_NO_USE = new Set<string>(['object', 'function', 'symbol', 'bigint']);

/**
 * Checks how the cells of a table should be understood.
 *
 * @param owner - The function that asks; opens the message.
 * @param options - What the caller gave.
 * @throws ArgumentError when there is no such way.
 */
export function checkTableOptions(owner: string, options: TableOptions): void {
  const { kinds = {}, missing, unusable } = checkOptions(owner, options);
  for (const [name, kind] of Object.entries(checkOptions(owner, kinds, 'kinds'))) {
    checkText(owner, `kinds.${name}`, kind, ['categorical', 'numeric']);
  }
  if (missing !== undefined) checkText(owner, 'missing', missing, ['drop', 'category']);
  if (unusable !== undefined) checkText(owner, 'unusable', unusable, ['drop', 'refuse']);
}

/** Collects rows into columns; keeps no row. */
export class TableCollector {
  readonly #owner: string;
  readonly #names: readonly string[];
  readonly #options: TableOptions;
  readonly #collectors: readonly ColumnCollector[];
  readonly #missing: number[];
  #rows = 0;
  #dropped = 0;

  /**
   * @param owner - The function that collects; opens messages.
   * @param names - The names of the columns.
   * @param options - How cells are understood.
   * @throws ArgumentError when `kinds` names no column.
   */
  constructor(owner: string, names: readonly string[], options: TableOptions) {
    const kinds = options.kinds ?? {};
    const unknown = Object.keys(kinds).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      const near = nearestName(unknown, names);
      throw new ArgumentError(
        `${owner}: there is no column "${unknown}"${near === undefined ? '' : `; did you mean "${near}"?`} (columns: ${names.join(', ')})`,
        { data: { unknown, names } },
      );
    }
    this.#owner = owner;
    this.#names = names;
    this.#options = options;
    this.#missing = names.map(() => 0);
    this.#collectors = names.map((name) => {
      const kind: ColumnKind = Object.hasOwn(kinds, name) ? (kinds[name] ?? 'auto') : 'auto';
      return new ColumnCollector(owner, name, kind);
    });
  }

  /** @param cells - One cell per column. */
  addRow(cells: readonly Cell[]): void {
    let complete = true;
    for (let place = 0; place < cells.length; place++) {
      if (!isMissing(cells[place])) continue;
      complete = false;
      this.#missing[place] = (this.#missing[place] ?? 0) + 1;
    }
    if (!complete && this.#options.missing !== 'category') {
      this.#dropped++;
      return;
    }
    this.#rows++;
    for (let place = 0; place < cells.length; place++) {
      const cell = cells[place];
      const collector = this.#collectors[place];
      if (collector === undefined) continue;
      if (isMissing(cell)) collector.addMissing();
      else if (typeof cell === 'number') collector.addNumber(cell);
      else collector.addText(String(cell));
    }
  }

  /**
   * @returns The table.
   * @throws ValuesError when nothing is left, a column is missing altogether, or columns of no use are refused.
   */
  finish(): DataTable {
    const total = this.#rows + this.#dropped;
    const empty = this.#names.filter((_, place) => this.#missing[place] === total);
    if (total > 0 && empty.length > 0) {
      throw new ValuesError(
        `${this.#owner}: column "${empty.join('", "')}" has no value in any of ${total} rows`,
        { data: { columns: empty, rows: total } },
      );
    }
    if (this.#rows === 0) {
      throw new ValuesError(
        total === 0
          ? `${this.#owner}: there are no rows`
          : `${this.#owner}: every one of ${total} rows misses a cell; missing: 'category' keeps them`,
        { data: { rows: total } },
      );
    }
    const columns: TableColumn[] = [];
    const warnings: TableWarning[] = [];
    if (this.#dropped > 0) {
      warnings.push({
        kind: 'missing-cells',
        message: `${this.#dropped} of ${total} rows were left out because a cell is missing`,
      });
    }
    for (const collector of this.#collectors) {
      const { column, warning }: CollectedColumn = collector.finish();
      if (column !== undefined) columns.push(column);
      if (warning === undefined) continue;
      if (this.#options.unusable === 'refuse') {
        throw new ValuesError(`${this.#owner}: ${warning.message}`, { data: { ...warning } });
      }
      warnings.push({ ...warning, message: `${warning.message}; it was left out` });
    }
    return { columns, rows: this.#rows, droppedRows: this.#dropped, warnings };
  }
}

function isMissing(cell: Cell): cell is null | undefined {
  return cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell));
}
