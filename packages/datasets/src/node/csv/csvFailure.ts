import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { CsvError } from 'csv-parse';

const MEANINGS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in this row and never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'after a closing quote comes neither a delimiter nor a line end; quotes inside quotes are doubled',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE:
    'after a closing quote comes neither a delimiter nor a line end; quotes inside quotes are doubled',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell; put the whole cell into quotes',
  CSV_MAX_RECORD_SIZE: 'this row is longer than a megabyte; is a quote never closed?',
};

/** Where a quote was opened is not what the parser tells, but where it gave up. */
const LATE = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'];

/** How far a file was read. */
export interface ReadSoFar {
  /** The names of the columns, as far as they are known. */
  readonly header: readonly string[];
  /** The line that the last whole row ended in; 0 before the first. */
  readonly lastLine: number;
}

/**
 * Says in words, with the place, why a file cannot be parsed.
 *
 * @param path - The file.
 * @param soFar - How far it was read.
 * @param error - What the parser says.
 * @returns The typed error.
 */
export function csvFailure(
  path: string,
  { header, lastLine }: ReadSoFar,
  error: CsvError,
): FileFormatError {
  const { lines, column } = error as CsvError & { lines?: unknown; column?: unknown };
  const given = typeof lines === 'number' ? lines : undefined;
  const line = LATE.includes(error.code) ? lastLine + 1 : given;
  const place = typeof column === 'number' ? column + 1 : undefined;
  const name = place === undefined ? undefined : header[place - 1];
  const where = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(place === undefined ? [] : [`column ${place}${name === undefined ? '' : ` ("${name}")`}`]),
  ].join(', ');
  const what = MEANINGS[error.code] ?? error.message;
  return new FileFormatError(`${path}: ${where === '' ? '' : `${where}: `}${what}`, {
    data: { path, line, column: place, reason: error.code },
    cause: error,
  });
}
