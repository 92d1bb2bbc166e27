import {
  ArgumentError,
  CausalMechanismsError,
  checkSignal,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';
import { checkPath } from '../fileAccess.ts';
import { checkTextsOption } from '../optionChecks.ts';
import { checkTableOptions, TableCollector } from '../../table/tableFromColumns.ts';
import type { TableOptions } from '../../table/tableFromColumns.ts';
import type { DataTable } from '../../table/dataTable.ts';
import { columnPlace, readCsvRows } from './csvRows.ts';
import type { CsvReader } from './csvRows.ts';

/** Options of {@link readTable}. */
export interface ReadTableOptions extends TableOptions {
  /** The columns to read, in this order. Default: all. */
  readonly columns?: readonly string[];
  /** What stands between cells. Default: `,`. */
  readonly delimiter?: string;
  /** Cells that mean that a value is missing, besides empty ones. Default: `NA`, `N/A`, `NaN`, `null`. */
  readonly missingMarks?: readonly string[];
  /** Stops reading. Default: none. */
  readonly signal?: AbortSignal;
}

/** Cells that mean that a value is missing, besides empty ones, unless the caller says otherwise. */
export const MISSING_MARKS: readonly string[] = ['NA', 'N/A', 'NaN', 'null'];

/**
 * Reads a file of comma-separated values as columns: a header, then one row per line, UTF-8, cells in double quotes where
 * they hold delimiters, quotes (doubled) or line ends. It is read as a stream into one byte per label or eight per
 * number, so that files of many millions of rows fit; space around cells and empty lines do not count.
 *
 * @param path - The file.
 * @param options - Which columns, and how cells are understood.
 * @returns The columns, and warnings about what was left out.
 * @throws FileAccessError when the file cannot be read; FileFormatError, with path, line and column in its message and
 *   data, for an empty file, a header with an empty or a repeated name, a row with too few or too many cells, a quote
 *   that is misplaced or never closed, and bytes that are no UTF-8; ArgumentError for a column that is unknown or named twice; ValuesError as
 *   `tableFromColumns`.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readTable } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'table-'));
 * const path = join(dir, 'data.csv');
 * await writeFile(path, 'dose,effect\n10,none\n20,"some, or more"\n20,none\n');
 * const { rows, columns } = await readTable(path);
 * console.log(rows, columns.map(({ name, kind }) => `${name}: ${kind}`)); // 3 [ 'dose: categorical', 'effect: categorical' ]
 * await rm(dir, { recursive: true });
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<DataTable> {
  checkPath('readTable', 'path', path);
  checkTableOptions('readTable', options);
  checkTextsOption('readTable', 'columns', options.columns);
  checkTextsOption('readTable', 'missingMarks', options.missingMarks);
  checkSignal('readTable', options.signal);
  const twice = options.columns?.find((name, place, all) => all.indexOf(name) < place);
  if (twice !== undefined) {
    throw new ArgumentError(`readTable: columns names "${twice}" twice`, {
      data: { columns: options.columns },
    });
  }
  const reader = new TableReader(path, options);
  await readCsvRows('readTable', path, reader, options);
  return reader.finish();
}

/** Hands the cells of rows to the columns. */
class TableReader implements CsvReader {
  readonly #path: string;
  readonly #options: ReadTableOptions;
  readonly #marks: ReadonlySet<string>;
  #table: TableCollector | undefined;
  #places: readonly number[] = [];
  #row: (string | null)[] = [];

  constructor(path: string, options: ReadTableOptions) {
    const { missingMarks = MISSING_MARKS } = options;
    this.#path = path;
    this.#options = options;
    this.#marks = new Set(['', ...missingMarks]);
  }

  header(names: readonly string[]): void {
    const wanted = this.#options.columns ?? names;
    this.#places = wanted.map((name) => columnPlace('readTable', this.#path, name, names));
    this.#row = wanted.map(() => null);
    this.#table = new TableCollector(this.#path, wanted, this.#options);
  }

  row(cells: readonly string[], line: number): void {
    for (let i = 0; i < this.#places.length; i++) {
      const cell = cells[this.#places[i] ?? 0] ?? '';
      this.#row[i] = this.#marks.has(cell) ? null : cell;
    }
    try {
      this.#table?.addRow(this.#row);
    } catch (error) {
      if (!(error instanceof CausalMechanismsError)) throw error;
      const message = error.message.slice(this.#path.length + 2);
      throw new FileFormatError(`${this.#path}: line ${line}: ${message}`, {
        data: { ...error.data, path: this.#path, line },
        cause: error,
      });
    }
  }

  finish(): DataTable {
    return (this.#table ?? new TableCollector(this.#path, [], this.#options)).finish();
  }
}
