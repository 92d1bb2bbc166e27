import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  ArgumentError,
  CausalMechanismsError,
  FileFormatError,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import { CsvError, parse } from 'csv-parse';
import type { InfoRecord } from 'csv-parse';
import { accessError } from '../fileAccess.ts';
import { TableCollector } from '../../table/tableFromColumns.ts';
import type { TableOptions } from '../../table/tableFromColumns.ts';
import type { DataTable } from '../../table/dataTable.ts';
import { csvFailure } from './csvFailure.ts';
import { textCheck } from './textCheck.ts';

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

/** A quote that is never closed must not collect the rest of a large file. */
const LONGEST_ROW = 1 << 20;

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
  const { delimiter = ',', signal } = options;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new ArgumentError(
      `readTable: delimiter must be one character, no quote and no line end, got ${JSON.stringify(delimiter)}`,
    );
  }
  const twice = options.columns?.find((name, place, all) => all.indexOf(name) < place);
  if (twice !== undefined) {
    throw new ArgumentError(`readTable: columns names "${twice}" twice`, {
      data: { columns: options.columns },
    });
  }
  const rows = new RowReader(path, delimiter, options);
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: LONGEST_ROW,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    // Rows go where they belong at once: none is kept, and none waits in a queue.
    on_record: (cells: string[], info: InfoRecord) => {
      rows.read(cells, info.lines);
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(createReadStream(path), textCheck(path), parser, { signal });
  } catch (error) {
    if (error instanceof CausalMechanismsError) throw error;
    signal?.throwIfAborted();
    if (error instanceof CsvError) throw csvFailure(path, rows, error);
    throw accessError(path, 'read', error);
  }
  return rows.finish();
}

/** Checks rows as they come, and hands their cells to the columns. */
class RowReader {
  header: readonly string[] = [];
  lastLine = 0;
  readonly #path: string;
  readonly #delimiter: string;
  readonly #options: ReadTableOptions;
  readonly #marks: ReadonlySet<string>;
  #table: TableCollector | undefined;
  #places: readonly number[] = [];
  #row: (string | null)[] = [];

  constructor(path: string, delimiter: string, options: ReadTableOptions) {
    const { missingMarks = ['NA', 'N/A', 'NaN', 'null'] } = options;
    this.#path = path;
    this.#delimiter = delimiter;
    this.#options = options;
    this.#marks = new Set(['', ...missingMarks]);
  }

  read(cells: readonly string[], line: number): void {
    this.lastLine = line;
    if (this.#table === undefined) {
      this.#readHeader(cells, line);
      return;
    }
    if (cells.length !== this.header.length) {
      const count = `${cells.length} cell${cells.length === 1 ? '' : 's'}`;
      const at = Math.min(cells.length, this.header.length) + 1;
      throw this.#failure(line, at, `${count} where the header names ${this.header.length}`);
    }
    for (let i = 0; i < this.#places.length; i++) {
      const cell = cells[this.#places[i] ?? 0] ?? '';
      this.#row[i] = this.#marks.has(cell) ? null : cell;
    }
    try {
      this.#table.addRow(this.#row);
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
    if (this.#table === undefined) {
      throw new FileFormatError(`${this.#path}: the file is empty; expected a line of names`, {
        data: { path: this.#path },
      });
    }
    return this.#table.finish();
  }

  #readHeader(names: readonly string[], line: number): void {
    names.forEach((name, place) => {
      if (name === '') throw this.#failure(line, place + 1, 'the header has no name here');
      const first = names.indexOf(name);
      if (first < place) {
        throw this.#failure(
          line,
          place + 1,
          `the header names "${name}" again, which is column ${first + 1} already`,
        );
      }
    });
    const [only = ''] = names;
    const other = [';', '\t', '|', ','].find(
      (mark) => mark !== this.#delimiter && only.includes(mark),
    );
    if (names.length === 1 && other !== undefined) {
      throw this.#failure(
        line,
        1,
        `there is one column, "${only}"; are cells separated by ${JSON.stringify(other)}? set the delimiter`,
      );
    }
    this.header = names;
    const wanted = this.#options.columns ?? names;
    this.#places = wanted.map((name) => this.#placeOf(name));
    this.#row = wanted.map(() => null);
    this.#table = new TableCollector(this.#path, wanted, this.#options);
  }

  #placeOf(name: string): number {
    const place = this.header.indexOf(name);
    if (place >= 0) return place;
    const near = nearestName(name, this.header);
    throw new ArgumentError(
      `readTable: ${this.#path} has no column "${name}"${near === undefined ? '' : `; did you mean "${near}"?`} (columns: ${this.header.join(', ')})`,
      { data: { path: this.#path, name, columns: this.header } },
    );
  }

  #failure(line: number, column: number, what: string): FileFormatError {
    return new FileFormatError(`${this.#path}: line ${line}, column ${column}: ${what}`, {
      data: { path: this.#path, line, column },
    });
  }
}
