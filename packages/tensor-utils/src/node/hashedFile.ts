import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { FileFormatError } from '../errors.ts';
import type { FileSystem } from './fileSystem.ts';
import { openRegular } from './regularFile.ts';

/** @internal How long a file is and what it hashes to. */
export interface FileSeal {
  readonly bytes: number;
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: string;
}

/** Small enough that hashing one piece never holds the event loop for long. */
const pieceBytes = 4 * 2 ** 20;

/** @internal Creates a file, forces it onto the disk and seals it. */
export async function writeSealed(
  fileSystem: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<FileSeal> {
  const hash = createHash('sha256');
  let bytes = 0;
  const sink = await fileSystem.create(path);
  try {
    for (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += pieceBytes) {
        const piece = chunk.subarray(start, start + pieceBytes);
        hash.update(piece);
        await sink.write(piece);
      }
      bytes += chunk.length;
    }
    await sink.sync();
  } finally {
    await sink.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * @internal Reads a whole file after its size was checked, so that no header can claim memory.
 *
 * @throws FileFormatError when it is longer than `limit`.
 */
export async function readSealed(
  path: string,
  limit: number,
): Promise<{ content: ArrayBuffer; seal: FileSeal }> {
  const hash = createHash('sha256');
  const handle = await openRegular(path, constants.O_RDONLY);
  let size: number;
  let content: ArrayBuffer;
  let read = 0;
  try {
    ({ size } = await handle.stat());
    if (size > limit) {
      throw new FileFormatError(`${path} has ${size} bytes, expected at most ${limit}`, {
        data: { path, bytes: size, limit },
      });
    }
    content = allocate(path, size);
    while (read < size) {
      const piece = new Uint8Array(content, read, Math.min(pieceBytes, size - read));
      const { bytesRead } = await handle.read(piece);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      read += bytesRead;
    }
  } finally {
    await handle.close();
  }
  if (read < size) {
    throw new FileFormatError(`${path} ended after ${read} of ${size} bytes`, {
      data: { path, bytes: read, expected: size },
    });
  }
  return { content, seal: { bytes: size, sha256: hash.digest('hex') } };
}

function allocate(path: string, bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (cause) {
    throw new FileFormatError(`${path} has ${bytes} bytes, too many to read`, {
      data: { path, bytes },
      cause,
    });
  }
}

/** @internal The SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @internal The text of a UTF-8 file; bytes that are no UTF-8 are refused. */
export function decodeText(path: string, content: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new FileFormatError(`${path} is not UTF-8 text`, { data: { path }, cause });
  }
}

/** @internal The JSON value in a UTF-8 file. */
export function decodeJson(path: string, content: ArrayBuffer): unknown {
  const text = decodeText(path, content);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new FileFormatError(`${path} is not JSON`, { data: { path }, cause });
  }
}
