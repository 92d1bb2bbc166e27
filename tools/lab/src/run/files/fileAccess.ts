import { CausalMechanismsError, FileAccessError } from '@causal-mechanisms/tensor-utils';
import { systemCode } from './systemCode.ts';

const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'there is a file of that name',
  EISDIR: 'it is a folder',
  ELOOP: 'links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  ERR_INVALID_ARG_VALUE: 'the path holds a zero byte',
};

/**
 * Says in words what the operating system refused.
 *
 * @param attempt - What was tried, such as `read runs/one`.
 * @param error - What was thrown.
 * @returns A typed error; one that is typed already, or not from the system, stays as it is.
 */
export function fileAccessError(attempt: string, error: unknown): unknown {
  const code = systemCode(error);
  if (error instanceof CausalMechanismsError || code === undefined) return error;
  const meaning = MEANINGS[code];
  const reason = meaning === undefined ? code : `${meaning} (${code})`;
  return new FileAccessError(`cannot ${attempt}: ${reason}`, {
    data: { attempt, code },
    cause: error,
  });
}

/**
 * @param error - What a command threw.
 * @returns An error of the operating system as a typed one that names what it was about; any other as it is.
 */
export function typedFileError(error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined || !(code in MEANINGS)) return error;
  const { syscall, path } = error as { readonly syscall?: unknown; readonly path?: unknown };
  const words = [syscall, path].filter((word) => typeof word === 'string');
  return fileAccessError(words.length === 0 ? 'use a path' : words.join(' '), error);
}
