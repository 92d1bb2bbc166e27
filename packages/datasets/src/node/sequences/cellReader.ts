import type { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { parseNumber } from '../../table/columnCollector.ts';
import { cellFailure } from '../csv/csvRows.ts';
import { MISSING_MARKS } from '../csv/readTable.ts';

/** Where a cell stands in a file. */
export interface CellPlace {
  /** From 1 on. */
  readonly line: number;
  /** From 1 on. */
  readonly column: number;
}

/** Reads cells, all of them as numbers or all of them as tokens: the first one decides, unless the user says that they are tokens. */
export class CellReader {
  /** What cells are, once it is known. */
  kind: 'tokens' | 'numbers' | undefined;
  readonly #path: string;
  readonly #marks = new Set(MISSING_MARKS);

  /**
   * @param path - The file; opens messages.
   * @param tokens - Whether all cells are tokens. Default: the first cell decides.
   */
  constructor(path: string, tokens = false) {
    this.#path = path;
    this.kind = tokens ? 'tokens' : undefined;
  }

  /**
   * @param cell - Its text.
   * @param place - Where it stands.
   * @returns The token or the number.
   * @throws FileFormatError when it is missing, or no number among numbers.
   */
  read(cell: string, place: CellPlace): string | number {
    if (cell === '') throw this.failure(place, 'the value is missing');
    if (this.kind === 'tokens') return cell;
    const number = parseNumber(cell);
    if (number !== undefined) {
      this.kind = 'numbers';
      return number;
    }
    const what = this.#marks.has(cell)
      ? `the value is missing ("${cell}")`
      : `expected a number, as in the first row, got "${shorten(cell)}"`;
    if (this.kind === 'numbers' || this.#marks.has(cell)) {
      throw this.failure(place, `${what}; --tokens or { tokens: true } reads all cells as tokens`);
    }
    this.kind = 'tokens';
    return cell;
  }

  /**
   * @param place - Where.
   * @param what - What is wrong there.
   * @returns The error.
   */
  failure({ line, column }: CellPlace, what: string): FileFormatError {
    return cellFailure(this.#path, line, column, what);
  }
}

/** @returns A text that is short enough for a message. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
