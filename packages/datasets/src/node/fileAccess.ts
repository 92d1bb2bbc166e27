import { stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import {
  ArgumentError,
  checkText,
  FileAccessError,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';
import { openRegularFile, systemReason } from '@causal-mechanisms/tensor-utils/node';

/**
 * Turns a failure of the file system into a typed error.
 *
 * @param path - The file or folder.
 * @param attempt - What was attempted, such as `read`.
 * @param cause - The failure.
 * @returns The typed error.
 */
export function accessError(path: string, attempt: string, cause: unknown): FileAccessError {
  return new FileAccessError(`cannot ${attempt} ${path}: ${systemReason(cause)}`, {
    data: { path, code: systemCode(cause) },
    cause,
  });
}

/**
 * Checks that an argument may be the path of a file or folder.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is no text, or has a NUL in it.
 */
export function checkPath(owner: string, name: string, value: string): void {
  checkText(owner, name, value);
  if (!value.includes('\0')) return;
  throw new ArgumentError(`${owner}: ${name} must be a path, which holds no NUL`, {
    data: { name, value },
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
 * Reads a regular file whole, unless it is absurdly large.
 *
 * @param owner - Opens the message when it cannot be read.
 * @param path - The file.
 * @param most - Bytes allowed.
 * @returns Its bytes.
 * @throws FileAccessError when it cannot be read; FileFormatError, before reading, when it is larger than allowed.
 */
export async function readBounded(owner: string, path: string, most: number): Promise<Uint8Array> {
  const file = await openRegularFile(owner, path);
  try {
    const { size } = await file.stat();
    if (size > most) {
      throw new FileFormatError(
        `${path}: ${size} bytes are more than the ${most} that are allowed`,
        { data: { path, size, allowed: most } },
      );
    }
    return await readBytes(file, size, 0).catch((error: unknown) => {
      throw accessError(path, 'read', error);
    });
  } finally {
    await file.close();
  }
}

/**
 * @param file - An open file.
 * @param length - Bytes to read.
 * @param from - Where they begin.
 * @returns These bytes; fewer where the file ends before.
 */
export async function readBytes(
  file: FileHandle,
  length: number,
  from: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
