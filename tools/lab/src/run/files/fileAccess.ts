import { CausalMechanismsError, FileAccessError } from '@causal-mechanisms/tensor-utils';
import { systemReason } from '@causal-mechanisms/tensor-utils/node';
import { systemCode } from './systemCode.ts';

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
  return new FileAccessError(`cannot ${attempt}: ${systemReason(error)}`, {
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
  // Words for a code show that it is one of the system: faults of a program have codes too.
  if (code === undefined || !systemReason(error).endsWith(` (${code})`)) return error;
  const { syscall, path } = error as { readonly syscall?: unknown; readonly path?: unknown };
  const words = [syscall, path].filter((word) => typeof word === 'string');
  return fileAccessError(words.length === 0 ? 'use a path' : words.join(' '), error);
}
