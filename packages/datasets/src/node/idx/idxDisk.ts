import type { FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
import { accessError, readBytes, systemCode } from '../fileAccess.ts';
import { parseIdx, parseIdxHeader, wrongSize } from '../../formats/idxFile.ts';
import type { IdxArray } from '../../formats/idxFile.ts';

/** The longest header there can be: 255 dimensions. */
const LONGEST_HEADER = 4 + 4 * 255;
/** Deflate cannot shrink data by more than this factor. */
const DEFLATE_LIMIT = 1032;
/** Bytes behind a packed file that are looked at in one go. */
const TAIL_PIECE = 2 ** 20;

/**
 * Reads an idx file from disk, packed by gzip when its name ends in `.gz`. No more memory is taken than the header
 * claims, and nothing at all for a claim that is not that of the file's size, or that the packed file is too small to keep.
 * Zeros behind a packed file are passed over, as gzip does.
 *
 * @param owner - Opens the message when the file cannot be opened.
 * @param path - The file.
 * @returns Shape and entries.
 * @throws FileAccessError when it cannot be read; FileFormatError when it is no sound idx or gzip file.
 */
export async function readIdxFile(owner: string, path: string): Promise<IdxArray> {
  const file = await openRegularFile(owner, path);
  try {
    const { size } = await file.stat();
    const bytes = path.endsWith('.gz')
      ? await unpackIdx(path, file, size)
      : await readPlain(path, file, size);
    return parseIdx(bytes, { name: path });
  } catch (error) {
    if (systemCode(error)?.startsWith('ERR_') === true) throw error;
    throw unpackError(path, error);
  } finally {
    await file.close();
  }
}

async function readPlain(path: string, file: FileHandle, size: number): Promise<Uint8Array> {
  const start = await readBytes(file, Math.min(size, LONGEST_HEADER), 0);
  const header = parseIdxHeader(start, path);
  // What parseIdx says of a file of another size needs no bytes.
  if (header.totalBytes !== size) throw wrongSize(path, header.totalBytes, size);
  return readBytes(file, size, 0);
}

async function unpackIdx(path: string, file: FileHandle, packedSize: number): Promise<Uint8Array> {
  let start = new Uint8Array(0);
  let whole: Uint8Array | undefined;
  let filled = 0;
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
  const source = file.createReadStream({ autoClose: false, start: 0 });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Uint8Array>) take(chunk);
    await refuseTail(path, file, gunzip.bytesWritten);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  return whole === undefined ? start : whole.subarray(0, filled);
}

/** Blocks on tapes and some copies leave zeros behind a file; anything else is a sign of damage. */
async function refuseTail(path: string, file: FileHandle, from: number): Promise<void> {
  for (let at = from; ;) {
    const piece = await readBytes(file, TAIL_PIECE, at);
    const odd = piece.findIndex((byte) => byte !== 0);
    if (odd >= 0) {
      throw new FileFormatError(
        `${path}: not a sound gzip file: something else than zeros follows its end, at byte ${at + odd}`,
        { data: { path, place: at + odd } },
      );
    }
    if (piece.length < TAIL_PIECE) return;
    at += piece.length;
  }
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
