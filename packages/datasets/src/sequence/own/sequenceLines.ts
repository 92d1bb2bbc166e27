import {
  CausalMechanismsError,
  checkOptions,
  checkText,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';
import { RecordReader } from './recordReader.ts';
import type { SequenceTable, SequenceTableOptions } from './sequenceTypes.ts';

/**
 * Reads sequences from JSON lines: one text, array or object of `sequenceTable` per line. Empty lines do not count.
 *
 * @param text - All lines.
 * @param options - Name, and how numbers are read.
 * @returns The table.
 * @throws FileFormatError, with the line, for a line that is no JSON or no sequence, sequences that are unlike each other, and no line at all.
 *
 * @example
 * ```ts
 * import { parseSequenceLines } from '@causal-mechanisms/datasets';
 *
 * const table = parseSequenceLines('{"id": "a", "values": [1, 2, 4]}\n[8, 16]\n');
 * console.log(table.kind, table.sequences.length); // numbers 2
 * ```
 */
export function parseSequenceLines(
  text: string,
  options: SequenceTableOptions = {},
): SequenceTable {
  checkText('parseSequenceLines', 'text', text);
  checkOptions('parseSequenceLines', options);
  const lines = new SequenceLines({ name: 'lines', ...options });
  lines.add(text);
  return lines.finish();
}

/** Reads JSON lines piece by piece. */
export class SequenceLines {
  readonly #name: string;
  readonly #reader: RecordReader;
  #rest = '';
  #line = 0;

  /** @param options - Name, and how numbers are read. */
  constructor(options: SequenceTableOptions & { readonly name: string }) {
    this.#name = options.name;
    this.#reader = new RecordReader(options);
  }

  /**
   * @param text - The next piece, cut anywhere.
   * @throws FileFormatError as {@link parseSequenceLines}.
   */
  add(text: string): void {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const line = this.#rest + text.slice(from, at);
      this.#rest = '';
      this.#read(line);
      from = at + 1;
    }
    this.#rest += text.slice(from);
  }

  /**
   * @returns All that was read.
   * @throws FileFormatError as {@link parseSequenceLines}.
   */
  finish(): SequenceTable {
    if (this.#rest !== '') this.#read(this.#rest);
    if (this.#reader.count === 0) {
      throw new FileFormatError(`${this.#name}: there is no sequence in it`, {
        data: { path: this.#name },
      });
    }
    return this.#reader.finish();
  }

  #read(given: string): void {
    const line = ++this.#line;
    const text = (line === 1 ? given.replace(/^\uFEFF/, '') : given).trim();
    if (text === '') return;
    const where = `${this.#name}: line ${line}`;
    const refused = (message: string, cause: unknown): FileFormatError =>
      new FileFormatError(message, { data: { path: this.#name, line }, cause });
    let record: unknown;
    try {
      record = JSON.parse(text);
    } catch (error) {
      throw refused(`${where}: this is no JSON: ${(error as Error).message}`, error);
    }
    try {
      this.#reader.add(record, where);
    } catch (error) {
      if (!(error instanceof CausalMechanismsError)) throw error;
      throw refused(error.message, error);
    }
  }
}
