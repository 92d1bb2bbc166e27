import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { checkText } from '../argumentChecks.ts';
import { fileAccessError, systemCode } from './fileErrors.ts';

/** Opening a pipe that nobody writes to waits for ever without it; regular files do not care. Windows has neither. */
const NO_WAITING = (constants.O_NONBLOCK as number | undefined) ?? 0;

/** What stands where a file was expected; has a code, as failures of the system do. */
class IrregularFile extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Opens a file to read, if it is a regular file: a pipe could keep the reader waiting for ever, a device never end.
 *
 * @param owner - Opens the message.
 * @param path - The file; links are followed.
 * @returns The open file; the caller closes it.
 * @throws ArgumentError when the path is no text; FileAccessError when there is no file, the system refuses, or it is a folder, a pipe, a socket or a device.
 *
 * @example
 * ```ts
 * import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
 *
 * await openRegularFile('readNotes', '/dev/null').catch((error: Error) => console.log(error.message));
 * // readNotes: cannot read /dev/null: it is a pipe, a socket or a device, no regular file (EFTYPE)
 * ```
 */
export async function openRegularFile(owner: string, path: string): Promise<FileHandle> {
  checkText(owner, 'path', path);
  try {
    return await openRegular(path, constants.O_RDONLY);
  } catch (cause) {
    throw fileAccessError(owner, `read ${path}`, cause);
  }
}

/** @internal As {@link openRegularFile}; failures stay those of the system, with `EISDIR` and `EFTYPE` for what is no regular file. */
export async function openRegular(path: string, flags: number): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, flags | NO_WAITING);
  } catch (error) {
    // What the system says of sockets, and of pipes that nobody reads.
    if (systemCode(error) === 'ENXIO')
      throw new IrregularFile('EFTYPE', `${path} is no regular file`);
    throw error;
  }
  try {
    refuseIrregular(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** @internal Throws `EISDIR` or `EFTYPE` for what is no regular file. */
export function refuseIrregular(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new IrregularFile('EISDIR', `${path} is a folder`);
  throw new IrregularFile('EFTYPE', `${path} is no regular file`);
}
