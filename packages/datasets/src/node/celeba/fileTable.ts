import { FileFormatError, pacer } from '@causal-mechanisms/tensor-utils';
import { cellFailure, readCsvRows } from '../csv/csvRows.ts';
import { readBounded } from '../fileAccess.ts';

/** What a table says of image files: numbers with names. */
export interface FileTable {
  /** The file that says so. */
  readonly path: string;
  /** What the numbers are. */
  readonly names: readonly string[];
  /** The image files, in the order of the rows. */
  readonly files: readonly string[];
  /** The line of each row. */
  readonly lines: readonly number[];
  /** `[files, names]` row by row. */
  readonly values: Int8Array;
}

/** Which numbers there may be. */
export interface FileTableOptions {
  /**
   * `attributes`: a line with the number of rows, one with names, then rows; `numbers`: rows with one number. Files that end in `.csv` have
   * a header with names in either case.
   */
  readonly layout: 'attributes' | 'numbers';
  /** The numbers that are allowed. */
  readonly allowed: readonly number[];
  /** Bytes that the file may have. Default: 256 MB. */
  readonly most?: number;
}

/**
 * Reads a table of CelebA: as the data set comes, in columns between spaces, or as comma-separated values.
 *
 * @param path - The file; the ending `.csv` decides how it is read.
 * @param options - What it should hold.
 * @returns The table.
 * @throws FileFormatError with file, line and column or name: no count or another count than rows, a name twice, a row with too few or too
 *   many numbers or with others, an image that has a row already, or whose name is a path; FileAccessError when it cannot be read.
 */
export async function readFileTable(path: string, options: FileTableOptions): Promise<FileTable> {
  const rows = new FileRows(path, options.allowed);
  if (/\.csv$/i.test(path)) {
    await readCsvRows('readCelebA', path, {
      header: (names) => {
        rows.setNames(names.slice(1), 1, 2);
      },
      row: (cells, line) => {
        rows.add(cells, line);
      },
    });
    return rows.finish();
  }
  const bytes = await readBounded('readCelebA', path, options.most ?? 2 ** 28);
  const lines = new TextDecoder().decode(bytes).split('\n');
  const pause = pacer();
  let count: number | undefined;
  for (const [index, text] of lines.entries()) {
    await pause();
    const line = index + 1;
    const cells = text.trim().split(/\s+/);
    if (options.layout === 'attributes' && line === 1) count = readCount(path, text.trim());
    else if (options.layout === 'attributes' && line === 2) rows.setNames(cells, line, 1);
    else if (cells[0] !== '') rows.add(cells, line);
  }
  const table = rows.finish();
  if (count !== undefined && count !== table.files.length) {
    throw new FileFormatError(
      `${path}: line 1 says that there are ${count} images, but ${table.files.length} rows follow`,
      { data: { path, expected: count, actual: table.files.length } },
    );
  }
  return table;
}

function readCount(path: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw cellFailure(path, 1, 1, `expected the number of images, got "${text.slice(0, 40)}"`);
}

/** Collects and checks rows. */
class FileRows {
  readonly #path: string;
  readonly #allowed: readonly number[];
  readonly #lines = new Map<string, number>();
  #names: readonly string[] = ['number'];
  #values = new Int8Array(1 << 12);
  #count = 0;

  constructor(path: string, allowed: readonly number[]) {
    this.#path = path;
    this.#allowed = allowed;
  }

  setNames(names: readonly string[], line: number, firstColumn: number): void {
    names.forEach((name, place) => {
      if (name === '' || names.indexOf(name) < place) {
        throw cellFailure(
          this.#path,
          line,
          firstColumn + place,
          name === '' ? 'there are no names' : `the name "${name}" is there twice`,
        );
      }
    });
    this.#names = names;
  }

  add(cells: readonly string[], line: number): void {
    const [file = ''] = cells;
    if (!/^[^/\\]+\.jpe?g$/i.test(file) || file.startsWith('.')) {
      throw cellFailure(
        this.#path,
        line,
        1,
        `expected the name of a JPEG file, got "${file.slice(0, 40)}"`,
      );
    }
    const before = this.#lines.get(file);
    if (before !== undefined) {
      throw cellFailure(
        this.#path,
        line,
        1,
        `"${file}" has a row already, which is line ${before}`,
      );
    }
    if (cells.length !== this.#names.length + 1) {
      throw cellFailure(
        this.#path,
        line,
        Math.min(cells.length, this.#names.length + 1) + 1,
        `${cells.length - 1} values where ${this.#names.length} are named`,
      );
    }
    this.#lines.set(file, line);
    for (const [place, name] of this.#names.entries()) {
      const cell = cells[place + 1] ?? '';
      const value = /^-?\d$/.test(cell) ? Number(cell) : NaN;
      if (!this.#allowed.includes(value)) {
        throw cellFailure(
          this.#path,
          line,
          place + 2,
          `"${name}" of ${file} must be ${this.#allowed.join(' or ')}, got "${cell.slice(0, 40)}"`,
        );
      }
      this.#push(value);
    }
  }

  finish(): FileTable {
    if (this.#lines.size === 0) {
      throw new FileFormatError(`${this.#path}: there is no row; expected one for each image`, {
        data: { path: this.#path },
      });
    }
    return {
      path: this.#path,
      names: this.#names,
      files: [...this.#lines.keys()],
      lines: [...this.#lines.values()],
      values: this.#values.slice(0, this.#count),
    };
  }

  #push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Int8Array(2 * this.#count);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }
}
