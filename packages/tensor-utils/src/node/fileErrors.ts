import { FileAccessError } from '../errors.ts';

const meanings: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'there is a file of that name',
  EFTYPE: 'it is a pipe, a socket or a device, no regular file',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'it is no folder, or lies below a file',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  ERR_INVALID_ARG_VALUE: 'the path holds a zero byte',
};

/** @internal The code of an error of the operating system, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** @internal The message of anything thrown; not by `instanceof`, since errors may come from another realm. */
export function messageOf(error: unknown): string {
  const message: unknown =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : String(error);
}

/**
 * Says in words what the operating system refused, where its own words would be those of a programmer.
 *
 * @param error - What a function of `node:fs` threw.
 * @returns The reason and the code of the system; the error's own message where the code is not known, or there is none.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { systemReason } from '@causal-mechanisms/tensor-utils/node';
 *
 * await readFile('no such file').catch((error: unknown) => console.log(systemReason(error)));
 * // there is no such file or folder (ENOENT)
 * ```
 */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  const meaning = code !== undefined && Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  return meaning === undefined ? messageOf(error) : `${meaning} (${String(code)})`;
}

/** @internal Says in words what the operating system refused. */
export function fileAccessError(owner: string, attempt: string, cause: unknown): FileAccessError {
  return new FileAccessError(`${owner}: cannot ${attempt}: ${systemReason(cause)}`, {
    data: { attempt, code: systemCode(cause) },
    cause,
  });
}
