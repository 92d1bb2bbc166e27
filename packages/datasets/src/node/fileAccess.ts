import { readFile, stat } from 'node:fs/promises';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';

/**
 * Turns a failure of the file system into a typed error.
 *
 * @param path - The file or folder.
 * @param attempt - What was attempted, such as `read`.
 * @param cause - The failure.
 * @returns The typed error.
 */
export function accessError(path: string, attempt: string, cause: unknown): FileAccessError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileAccessError(`cannot ${attempt} ${path}: ${reason}`, {
    data: { path, code: systemCode(cause) },
    cause,
  });
}

/** @returns The system's name of a failure, such as `ENOENT`, when it has one. */
export function systemCode(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

/**
 * @param path - A file.
 * @returns Its size in bytes, or `undefined` when there is no such file.
 * @throws FileAccessError when it cannot be looked at.
 */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw accessError(path, 'look at', error);
  }
}

/**
 * Reads a file whole, unless it is absurdly large.
 *
 * @param path - The file.
 * @param most - Bytes allowed.
 * @returns Its bytes.
 * @throws FileAccessError when it cannot be read; FileFormatError, before reading, when it is larger than allowed.
 */
export async function readBounded(path: string, most: number): Promise<Uint8Array> {
  const size = await fileSize(path);
  if (size !== undefined && size > most) {
    throw new FileFormatError(`${path}: ${size} bytes are more than the ${most} that are allowed`, {
      data: { path, size, allowed: most },
    });
  }
  try {
    return await readFile(path);
  } catch (error) {
    throw accessError(path, 'read', error);
  }
}
