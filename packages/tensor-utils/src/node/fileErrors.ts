import { FileAccessError } from '../errors.ts';

const meanings: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EFTYPE: 'it is a pipe, a socket or a device, no regular file',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'it is no folder',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
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

/** @internal Says in words what the operating system refused. */
export function fileAccessError(owner: string, attempt: string, cause: unknown): FileAccessError {
  const code = systemCode(cause);
  const reason = code === undefined ? undefined : meanings[code];
  const fallback = messageOf(cause);
  return new FileAccessError(
    `${owner}: cannot ${attempt}: ${reason === undefined ? fallback : `${reason} (${String(code)})`}`,
    { data: { attempt, code }, cause },
  );
}
