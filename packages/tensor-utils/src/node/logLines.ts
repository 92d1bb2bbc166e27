import { constants } from 'node:fs';
import type { JsonObject } from '../config.ts';
import { CausalMechanismsError, FileFormatError } from '../errors.ts';
import { fileAccessError, systemCode } from './fileErrors.ts';
import { openRegular } from './regularFile.ts';

/** @internal The longest line that is written or read, in bytes. */
export const LONGEST_LINE = 2 ** 24;
const LINE_FEED = 10;
const BRACE = 0x7b;

/** @internal A whole line of a log. */
export interface LogLine {
  readonly event: JsonObject;
  /** Where the next line begins, in bytes. */
  readonly end: number;
  /** Whether it is the last one and lacks its line feed. */
  readonly unfinished: boolean;
}

/** @internal The whole lines of a log; what a crash left behind them is passed over. */
export async function* readLines(path: string): AsyncGenerator<LogLine, void, undefined> {
  const reader = new LineReader(path);
  try {
    const file = await openRegular(path, constants.O_RDONLY);
    for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        yield reader.finish(chunk.subarray(from, at));
        from = at + 1;
      }
      reader.add(chunk.subarray(from));
    }
    const last = reader.rest();
    if (last !== undefined) yield last;
  } catch (cause) {
    if (cause instanceof CausalMechanismsError || systemCode(cause) === undefined) throw cause;
    throw fileAccessError('readEvents', `read ${path}`, cause);
  }
}

/** Puts lines together from the chunks of a file. Every byte is looked at once, however long a line is. */
class LineReader {
  readonly #path: string;
  /** The pieces of the line that is being read, up to its first zero byte. */
  #pieces: Buffer[] = [];
  #length = 0;
  /** A zero byte came: no JSON has one, and nothing that follows it in the line is kept. */
  #zeros = false;
  #number = 1;
  #end = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes a piece of a line whose line feed is yet to come. */
  add(piece: Buffer): void {
    if (this.#zeros) return;
    const zero = piece.indexOf(0);
    this.#zeros = zero >= 0;
    const kept = this.#zeros ? piece.subarray(0, zero) : piece;
    this.#length += kept.length;
    if (this.#length > LONGEST_LINE) {
      throw new FileFormatError(
        `${this.#path}: line ${this.#number} is longer than ${LONGEST_LINE} bytes, so this is no event log`,
        { data: { path: this.#path, line: this.#number } },
      );
    }
    if (kept.length > 0) this.#pieces.push(kept);
  }

  /** Takes the last piece of a line. */
  finish(piece: Buffer): LogLine {
    this.add(piece);
    const event = this.#zeros ? undefined : parseEvent(Buffer.concat(this.#pieces));
    if (event === undefined) throw noEvent(this.#path, this.#number);
    this.#end += this.#length + 1;
    this.#number += 1;
    this.#length = 0;
    this.#pieces = [];
    return { event, end: this.#end, unfinished: false };
  }

  /** The last line, where it lacks its line feed only. */
  rest(): LogLine | undefined {
    const bytes = Buffer.concat(this.#pieces);
    const event = parseEvent(bytes);
    if (event !== undefined) {
      return { event, end: this.#end + bytes.length, unfinished: true };
    }
    // A crash leaves the beginning of an object, a power cut zeros; anything else is not ours to drop.
    if (bytes.length > 0 && bytes[0] !== BRACE) throw noEvent(this.#path, this.#number);
    return undefined;
  }
}

function noEvent(path: string, line: number): FileFormatError {
  return new FileFormatError(`${path}: line ${line} is no JSON object, so this is no event log`, {
    data: { path, line },
  });
}

function parseEvent(line: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @internal Whether a value is an object that is no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
