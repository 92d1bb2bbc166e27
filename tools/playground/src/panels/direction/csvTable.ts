import { tableFromColumns } from '@causal-mechanisms/datasets';
import type { Cell, DataTable } from '@causal-mechanisms/datasets';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';

/** A file as rows of texts. */
export interface CsvText {
  /** The names of the columns. */
  readonly names: readonly string[];
  /** The cells of each column, in the order of the names; null where one is missing. */
  readonly columns: readonly (readonly (string | null)[])[];
}

/** A page keeps the whole file in memory, and its pooled cells. */
const MOST_BYTES = 32 * 1024 * 1024;
const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'null']);
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads the text of a CSV file: a header, then rows of as many cells. The delimiter is the one that the header has most of.
 *
 * @param file - What was dropped.
 * @param name - Of the file; opens messages.
 * @returns Names and cells.
 * @throws FileFormatError, with the line, for an empty file, one that is no text, a faulty header, and rows of other lengths.
 */
export async function readCsv(file: Blob, name: string): Promise<CsvText> {
  if (file.size > MOST_BYTES) {
    throw new FileFormatError(
      `${name}: the file has ${Math.round(file.size / 2 ** 20)} MiB, and the page reads at most 32; the command line reads larger ones`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.includes(0)) {
    throw new FileFormatError(
      `${name}: this is no text file; expected comma-separated values in UTF-8`,
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileFormatError(
      `${name}: there are bytes that are no UTF-8; save the file in this encoding`,
      { cause },
    );
  }
  return csvOfText(text, name);
}

/**
 * @param text - Of the file.
 * @param name - Of the file; opens messages.
 * @returns Names and cells.
 * @throws FileFormatError as `readCsv`.
 */
export function csvOfText(text: string, name: string): CsvText {
  const [header, ...rows] = parsed(text, name);
  if (header === undefined) {
    throw new FileFormatError(`${name}: the file is empty; expected a line of names, then rows`);
  }
  const names = header.cells;
  checkNames(names, name);
  if (rows.length === 0) {
    throw new FileFormatError(`${name}: there is a line of names, but no row after it`);
  }
  const columns = names.map((): (string | null)[] => []);
  for (const { cells, line } of rows) {
    if (cells.length !== names.length) {
      throw new FileFormatError(
        `${name}: line ${line}: ${cells.length} cell${cells.length === 1 ? '' : 's'} where the header names ${names.length}`,
        { data: { line } },
      );
    }
    cells.forEach((cell, place) => columns[place]?.push(MISSING.has(cell) ? null : cell));
  }
  return { names, columns };
}

/**
 * Makes a table of the cells, in which one column groups the rows.
 *
 * @param csv - Names and cells.
 * @param environment - The column that says where a row is from, always of labels; null for none.
 * @returns The columns that are of use, and warnings about the others.
 * @throws ValuesError where nothing of use is left.
 */
export function tableOfCsv(csv: CsvText, environment: string | null): DataTable {
  // Not by assignment: a column called `__proto__` would get lost.
  const columns: Record<string, readonly Cell[]> = Object.fromEntries(
    csv.names.map((name, place) => [name, csv.columns[place] ?? []]),
  );
  return tableFromColumns(columns, {
    kinds: environment === null ? {} : { [environment]: 'categorical' },
  });
}

function parsed(text: string, name: string): { cells: string[]; line: number }[] {
  const [head = ''] = text.split(/\r?\n/, 1);
  const delimiter = DELIMITERS.reduce((most, mark) =>
    head.split(mark).length > head.split(most).length ? mark : most,
  );
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: unknown };
    const where = typeof lines === 'number' ? `line ${lines}: ` : '';
    throw new FileFormatError(
      `${name}: ${where}a quote stands in the middle of a cell, or is never closed; put the whole cell into quotes`,
      { cause: error },
    );
  }
}

function checkNames(names: readonly string[], file: string): void {
  names.forEach((name, place) => {
    if (name === '') {
      throw new FileFormatError(`${file}: line 1: the header has no name in column ${place + 1}`);
    }
    if (names.indexOf(name) < place) {
      throw new FileFormatError(`${file}: line 1: the header names "${name}" twice`);
    }
  });
  if (names.length < 2) {
    throw new FileFormatError(
      `${file}: there is one column only, "${(names[0] ?? '').slice(0, 60)}"; expected one that says where a row is from, and at least two more`,
    );
  }
}
