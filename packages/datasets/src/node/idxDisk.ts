import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { accessError, fileSize, readBounded, systemCode } from './fileAccess.ts';
import { parseIdx, parseIdxHeader } from '../formats/idxFile.ts';
import type { IdxArray } from '../formats/idxFile.ts';

/** The longest header there can be: 255 dimensions. */
const LONGEST_HEADER = 4 + 4 * 255;
/** Deflate cannot shrink data by more than this factor. */
const DEFLATE_LIMIT = 1032;

/**
 * Reads an idx file from disk, packed by gzip when its name ends in `.gz`. No more memory is taken than the header
 * claims, and nothing at all for a claim that the file is too small to keep.
 *
 * @param path - The file.
 * @returns Shape and entries.
 * @throws FileAccessError when it cannot be read; FileFormatError when it is no sound idx or gzip file.
 */
export async function readIdxFile(path: string): Promise<IdxArray> {
  const size = await fileSize(path);
  if (size === undefined) throw accessError(path, 'read', new Error('there is no such file'));
  if (path.endsWith('.gz')) return parseIdx(await unpackIdx(path, size), { name: path });
  const header = parseIdxHeader(await readStart(path), path);
  return parseIdx(await readBounded(path, Math.max(size, header.totalBytes)), { name: path });
}

async function readStart(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const start = new Uint8Array(LONGEST_HEADER);
      const { bytesRead } = await file.read(start, 0, LONGEST_HEADER, 0);
      return start.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw accessError(path, 'read', error);
  }
}

async function unpackIdx(path: string, packedSize: number): Promise<Uint8Array> {
  let start = new Uint8Array(0);
  let whole: Uint8Array | undefined;
  let filled = 0;
  let refused: CausalMechanismsError | undefined;
  const take = (chunk: Uint8Array): void => {
    if (whole === undefined) {
      start = joined(start, chunk);
      if (start.length < 4 || start.length < 4 + 4 * (start[3] ?? 0)) return;
      whole = allocate(path, start, packedSize);
      chunk = start;
    }
    if (filled + chunk.length > whole.length) {
      throw new FileFormatError(
        `${path}: the file has extra bytes: it unpacks to more than the ${whole.length} that its header claims`,
        { data: { path, expected: whole.length } },
      );
    }
    whole.set(chunk, filled);
    filled += chunk.length;
  };
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      async (source: AsyncIterable<Uint8Array>) => {
        try {
          for await (const chunk of source) take(chunk);
        } catch (error) {
          // The pipeline may report the streams that it closes instead.
          refused = error instanceof CausalMechanismsError ? error : undefined;
          throw error;
        }
      },
    );
  } catch (error) {
    throw refused ?? unpackError(path, error);
  }
  return whole === undefined ? start : whole.subarray(0, filled);
}

function allocate(path: string, start: Uint8Array, packedSize: number): Uint8Array {
  const { totalBytes, shape } = parseIdxHeader(start, path);
  if (totalBytes > packedSize * DEFLATE_LIMIT) {
    throw new FileFormatError(
      `${path}: the header claims ${shape.join(' x ')} bytes, more than ${packedSize} packed bytes can hold`,
      { data: { path, shape, packedSize } },
    );
  }
  return new Uint8Array(totalBytes);
}

function unpackError(path: string, cause: unknown): CausalMechanismsError {
  const code = systemCode(cause) ?? '';
  if (!code.startsWith('Z_')) return accessError(path, 'read', cause);
  const problem = code === 'Z_BUF_ERROR' ? 'the gzip file is cut short' : 'not a sound gzip file';
  return new FileFormatError(`${path}: ${problem}`, { data: { path, code }, cause });
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
