import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';

const NEWLINE = 10;

/**
 * Lets bytes through as long as they are text in UTF-8. Chunks are cut between characters.
 *
 * @param path - The file that the bytes come from; for messages.
 * @returns A stream that fails with a FileFormatError, which tells the line, at a byte of no text.
 */
export function textCheck(path: string): Transform {
  let seen = 0;
  let tail: Buffer = Buffer.alloc(0);
  const check = async (bytes: Buffer): Promise<Buffer> => {
    if (seen === 0) refuseOtherEncodings(path, bytes);
    const nul = bytes.indexOf(0);
    if (nul >= 0) throw await failure(path, seen + nul, 'a NUL byte: this is no text');
    if (!isUtf8(bytes)) {
      const place = seen + firstInvalid(bytes);
      throw await failure(path, place, 'a byte that is no UTF-8: save the file in this encoding');
    }
    seen += bytes.length;
    return bytes;
  };
  const pass = (work: Promise<Buffer>, done: TransformCallback): void => {
    work.then(
      (bytes) => {
        done(null, bytes);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  };
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      const end = bytes.length - unfinished(bytes);
      tail = bytes.subarray(end);
      pass(check(bytes.subarray(0, end)), done);
    },
    flush(done) {
      if (tail.length === 0) done();
      else pass(check(tail), done);
    },
  });
}

function refuseOtherEncodings(path: string, bytes: Buffer): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new FileFormatError(`${path}: line 1: this is UTF-16; save the file as UTF-8`, {
      data: { path, line: 1 },
    });
  }
}

/** How many bytes at the end are a character that has only begun. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** Halves the bytes until the first invalid one is alone. */
function firstInvalid(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const head = bytes.subarray(0, middle);
    if (isUtf8(head.subarray(0, middle - unfinished(head)))) low = middle;
    else high = middle;
  }
  // A character that begins well is at fault from its first byte.
  return low - unfinished(bytes.subarray(0, low));
}

/** The line is counted only now that it is needed. */
async function failure(path: string, offset: number, what: string): Promise<FileFormatError> {
  let line = 1;
  let lineStart = 0;
  let seen = 0;
  if (offset > 0) {
    const before = createReadStream(path, { end: offset - 1 });
    for await (const chunk of before as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
        line++;
        lineStart = seen + at + 1;
      }
      seen += chunk.length;
    }
  }
  const byte = offset - lineStart + 1;
  return new FileFormatError(`${path}: line ${line}, byte ${byte}: ${what}`, {
    data: { path, line, byte },
  });
}
