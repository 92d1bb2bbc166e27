import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { damage } from './damage.ts';

/** Files by their path within a folder. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** A kind of files, and what reads them. */
export interface Target {
  /** Sound files. */
  readonly files: Files;
  /** Draws what becomes of them: some with other content. Default: damage to one file. */
  readonly damage?: (stream: RandomStream) => Files;
  /**
   * Reads all that there is, and disposes of it.
   *
   * @param folder - Where the files are.
   * @param changed - The first of the damaged files.
   */
  open(folder: string, changed: string): Promise<void>;
}

/**
 * @param target - The files.
 * @param stream - Draws which are damaged, and how.
 * @returns The damaged ones.
 */
export function damageFiles(target: Target, stream: RandomStream): Files {
  if (target.damage !== undefined) return target.damage(stream);
  const names = Object.keys(target.files);
  const name = names[stream.integer(0, names.length)] ?? '';
  return { [name]: damage(target.files[name] ?? new Uint8Array(0), stream) };
}
