import { pipeline } from 'node:stream/promises';
import {
  ArgumentError,
  CausalMechanismsError,
  checkText,
  FileFormatError,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
import { CsvError, parse } from 'csv-parse';
import type { InfoRecord } from 'csv-parse';
import { accessError } from '../fileAccess.ts';
import { csvFailure } from './csvFailure.ts';
import { textCheck } from './textCheck.ts';

/** How a file of rows is read. */
export interface CsvRowsOptions {
  /** What stands between cells. Default: `,`. */
  readonly delimiter?: string;
  /** Stops reading. Default: none. */
  readonly signal?: AbortSignal;
}

/** What happens with the rows of a file. */
export interface CsvReader {
  /** @param names - The names of the columns: different, not empty. */
  header(names: readonly string[]): void;
  /**
   * @param cells - As many as there are names.
   * @param line - The line that the row ends in, from 1 on.
   */
  row(cells: readonly string[], line: number): void;
}

/** A quote that is never closed must not collect the rest of a large file. */
const LONGEST_ROW = 1 << 20;

/**
 * Reads a file of comma-separated values row by row, as a stream: UTF-8, a header, cells in double quotes where they hold delimiters,
 * quotes (doubled) or line ends; space around cells and empty lines do not count.
 *
 * @param owner - Opens the message about a delimiter.
 * @param path - The file.
 * @param reader - Gets the header, then the rows.
 * @param options - Delimiter and signal.
 * @throws FileAccessError when the file cannot be read; FileFormatError, with path, line and column, for an empty file, a faulty header, a
 *   row with too few or too many cells, misplaced quotes and bytes that are no UTF-8; ArgumentError for an impossible delimiter.
 */
export async function readCsvRows(
  owner: string,
  path: string,
  reader: CsvReader,
  options: CsvRowsOptions = {},
): Promise<void> {
  const { delimiter = ',', signal } = options;
  checkText(owner, 'delimiter', delimiter);
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new ArgumentError(
      `${owner}: delimiter must be one character, no quote and no line end, got ${JSON.stringify(delimiter)}`,
    );
  }
  const rows = new RowChecks(path, delimiter, reader);
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
  const file = await openRegularFile(owner, path);
  try {
    await pipeline(file.createReadStream(), textCheck(path), parser, { signal });
  } catch (error) {
    if (error instanceof CausalMechanismsError) throw error;
    signal?.throwIfAborted();
    if (error instanceof CsvError) throw csvFailure(path, rows, error);
    throw accessError(path, 'read', error);
  }
  if (rows.lastLine === 0) {
    throw new FileFormatError(`${path}: the file is empty; expected a line of names`, {
      data: { path },
    });
  }
}

/**
 * @param owner - Opens the message.
 * @param path - The file.
 * @param name - A column.
 * @param header - The columns that there are.
 * @returns Where it is among them.
 * @throws ArgumentError, which names the nearest, when it is not there.
 */
export function columnPlace(
  owner: string,
  path: string,
  name: string,
  header: readonly string[],
): number {
  const place = header.indexOf(name);
  if (place >= 0) return place;
  const near = nearestName(name, header);
  throw new ArgumentError(
    `${owner}: ${path} has no column "${name}"${near === undefined ? '' : `; did you mean "${near}"?`} (columns: ${header.join(', ')})`,
    { data: { path, name, columns: header } },
  );
}

/**
 * @param path - The file.
 * @param line - From 1 on.
 * @param column - From 1 on.
 * @param what - What is wrong there.
 * @returns The error.
 */
export function cellFailure(
  path: string,
  line: number,
  column: number,
  what: string,
): FileFormatError {
  return new FileFormatError(`${path}: line ${line}, column ${column}: ${what}`, {
    data: { path, line, column },
  });
}

/** Checks header and lengths of rows, and hands them on. */
class RowChecks {
  header: readonly string[] = [];
  lastLine = 0;
  readonly #path: string;
  readonly #delimiter: string;
  readonly #reader: CsvReader;

  constructor(path: string, delimiter: string, reader: CsvReader) {
    this.#path = path;
    this.#delimiter = delimiter;
    this.#reader = reader;
  }

  read(cells: readonly string[], line: number): void {
    const first = this.lastLine === 0;
    this.lastLine = line;
    if (first) {
      this.#readHeader(cells, line);
      return;
    }
    if (cells.length !== this.header.length) {
      const count = `${cells.length} cell${cells.length === 1 ? '' : 's'}`;
      const at = Math.min(cells.length, this.header.length) + 1;
      throw cellFailure(
        this.#path,
        line,
        at,
        `${count} where the header names ${this.header.length}`,
      );
    }
    this.#reader.row(cells, line);
  }

  #readHeader(names: readonly string[], line: number): void {
    names.forEach((name, place) => {
      if (name === '') {
        throw cellFailure(this.#path, line, place + 1, 'the header has no name here');
      }
      const first = names.indexOf(name);
      if (first < place) {
        throw cellFailure(
          this.#path,
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
      throw cellFailure(
        this.#path,
        line,
        1,
        `there is one column, "${only}"; are cells separated by ${JSON.stringify(other)}? set the delimiter`,
      );
    }
    this.header = names;
    this.#reader.header(names);
  }
}
