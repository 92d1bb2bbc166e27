import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** A word, a number, a quoted text or a mark of punctuation, and where it stands. */
export interface BifToken {
  /** As it is written; a quoted text without its quotes. */
  readonly text: string;
  /** Whether it is one of `{ } ( ) [ ] , ; |`. */
  readonly isMark: boolean;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** What stands between tokens: space and comments. */
const GAP = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** A mark, a quoted text, or all up to the next space or mark. */
const TOKEN = /([{}()[\],;|])|"([^"\n]*)"|([^\s{}()[\],;|"]+)/y;

/** Reads the tokens of a `.bif` file one after the other. */
export class BifTokens {
  #text: string;
  #name: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #next: BifToken | undefined;

  /**
   * @param text - The file.
   * @param name - What to call it in messages.
   */
  constructor(text: string, name: string) {
    this.#text = text;
    this.#name = name;
    this.#next = this.#read();
  }

  /** The next token, or undefined at the end of the file. */
  get next(): BifToken | undefined {
    return this.#next;
  }

  /**
   * Goes on by one token.
   *
   * @param expected - What should stand here, for the message.
   * @returns The token.
   * @throws FileFormatError at the end of the file.
   */
  take(expected: string): BifToken {
    const token = this.#next;
    if (token === undefined) {
      throw this.failure(`expected ${expected}, but the file ends: a block is not closed`);
    }
    this.#next = this.#read();
    return token;
  }

  /**
   * Takes a word, number or quoted text.
   *
   * @param expected - What should stand here, for the message.
   * @returns The token.
   * @throws FileFormatError when something else stands here.
   */
  takeWord(expected: string): BifToken {
    const token = this.take(expected);
    if (token.isMark) throw this.failure(`expected ${expected}, got '${token.text}'`, token);
    return token;
  }

  /**
   * Takes what has to stand here.
   *
   * @param texts - One token after the other.
   * @throws FileFormatError when something else stands here.
   */
  expect(...texts: readonly string[]): void {
    for (const text of texts) {
      const token = this.take(`'${text}'`);
      if (token.text !== text) throw this.failure(`expected '${text}', got '${token.text}'`, token);
    }
  }

  /**
   * Takes a mark if it stands here.
   *
   * @param mark - The mark.
   * @returns Whether it did.
   */
  accept(mark: string): boolean {
    if (this.#next?.isMark !== true || this.#next.text !== mark) return false;
    this.take(mark);
    return true;
  }

  /**
   * @param problem - What is wrong.
   * @param place - Where. Default: the next token, or the end of the file.
   * @returns The error to throw.
   */
  failure(
    problem: string,
    place: Pick<BifToken, 'line' | 'column'> = this.#place(),
  ): FileFormatError {
    const { line, column } = place;
    return new FileFormatError(`${this.#name}:${line}:${column}: ${problem}`, {
      data: { name: this.#name, line, column },
    });
  }

  #place(): Pick<BifToken, 'line' | 'column'> {
    return this.#next ?? { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #read(): BifToken | undefined {
    GAP.lastIndex = this.#at;
    GAP.exec(this.#text);
    this.#moveTo(GAP.lastIndex);
    if (this.#at === this.#text.length) return undefined;
    const here = { line: this.#line, column: this.#at - this.#lineStart + 1 };
    if (this.#text.startsWith('/*', this.#at)) {
      throw this.failure('expected */, but the file ends: a comment is not closed', here);
    }
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) throw this.failure('a quoted text is not closed on its line', here);
    this.#moveTo(TOKEN.lastIndex);
    const [, mark, quoted, word] = match;
    return { text: mark ?? quoted ?? word ?? '', isMark: mark !== undefined, ...here };
  }

  #moveTo(place: number): void {
    for (let i = this.#at; i < place; i++) {
      if (this.#text.charCodeAt(i) === NEWLINE) {
        this.#line++;
        this.#lineStart = i + 1;
      }
    }
    this.#at = place;
  }
}

const NEWLINE = 10;
