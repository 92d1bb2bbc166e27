import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { Factor } from '../../factors/factorTypes.ts';
import { parseNumber } from '../../table/columnCollector.ts';

/** Words for 1 and 0. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['yes', 1],
  ['true', 1],
  ['no', 0],
  ['false', 0],
]);

/** Where a cell stands in a file. */
interface Place {
  readonly line: number;
  readonly text: string;
}

/** Collects the cells of a column of labels, and finds out whether it is binary. */
export class LabelColumn {
  /** What is collected so far; NaN where a cell was missing. */
  readonly values: number[] = [];
  readonly #path: string;
  readonly #column: number;
  readonly #name: string;
  readonly #kind: Factor['kind'] | undefined;
  #number: Place | undefined;
  #word: Place | undefined;
  #missing = 0;

  /**
   * @param path - The file; opens messages.
   * @param column - Where the column is, from 1 on.
   * @param name - Its name.
   * @param kind - What it holds. Default: its cells decide.
   */
  constructor(path: string, column: number, name: string, kind?: Factor['kind']) {
    this.#path = path;
    this.#column = column;
    this.#name = name;
    this.#kind = kind;
  }

  /** Adds a cell that is missing. */
  addMissing(): void {
    this.#missing++;
    this.values.push(NaN);
  }

  /**
   * @param text - The next cell.
   * @param line - Its line.
   * @throws FileFormatError when it is neither a number nor one of the words.
   */
  add(text: string, line: number): void {
    const word = WORDS.get(text.toLowerCase());
    const value = word ?? parseNumber(text);
    if (value === undefined) {
      throw this.#failure(
        { line, text },
        this.#kind === 'binary' || this.#word !== undefined
          ? BINARY
          : 'a number, or yes or no for a binary factor, or an empty cell where the label is missing',
      );
    }
    if (word !== undefined) this.#word ??= { line, text };
    else if (value !== 0 && value !== 1) this.#number ??= { line, text };
    this.values.push(value);
  }

  /**
   * @returns What the column holds: `binary` where all cells are 0, 1, yes, no, true or false.
   * @throws FileFormatError when there are words beside other numbers, other numbers in a column that was said to be binary, or nothing.
   */
  finish(): Factor['kind'] {
    if (this.#missing === this.values.length) {
      throw new FileFormatError(
        `${this.#path}: column ${this.#column} ("${this.#name}"): no row has a label; a factor needs some`,
        { data: { path: this.#path, column: this.#column, name: this.#name } },
      );
    }
    if (this.#number === undefined) return this.#kind ?? 'binary';
    if (this.#kind === 'binary') throw this.#failure(this.#number, BINARY);
    if (this.#word !== undefined) {
      throw this.#failure(
        this.#number,
        `${BINARY}, as line ${this.#word.line} has "${this.#word.text}"`,
      );
    }
    return 'continuous';
  }

  /** @returns What is strange about the column, in words. */
  warnings(): string[] {
    const known = this.values.filter((value) => !Number.isNaN(value));
    const [first] = known;
    const name = `column "${this.#name}"`;
    if (known.every((value) => value === first)) {
      return [
        `${name} has the same value ${String(first)} in every row: nothing can be learned of it`,
      ];
    }
    if (known.every((value) => value === 1 || value === -1)) {
      return [
        `${name} holds 1 and -1 alone and is taken for continuous; write 1 and 0 for a binary factor`,
      ];
    }
    const odd = known.filter((value) => value !== 0 && value !== 1).length;
    if (this.#kind !== undefined || this.#number === undefined || odd > MOST_ODD * known.length) {
      return [];
    }
    const { line, text } = this.#number;
    return [
      `${name} is taken for continuous, as line ${line} has "${shortened(text)}"; ${known.length - odd} of ${known.length} labels are 0 or 1`,
    ];
  }

  #failure({ line, text }: Place, expected: string): FileFormatError {
    return new FileFormatError(
      `${this.#path}: line ${line}, column ${this.#column} ("${this.#name}"): expected ${expected}, got "${shortened(text)}"`,
      { data: { path: this.#path, line, column: this.#column, name: this.#name } },
    );
  }
}

const BINARY = '0, 1, yes, no, true or false';

/** The share of other numbers up to which a column of 0 and 1 rather holds a slip of the pen. */
const MOST_ODD = 0.1;

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
