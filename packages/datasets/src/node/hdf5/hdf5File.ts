import { resolve } from 'node:path';
import type { Dataset, File, Group } from 'h5wasm/node';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
import type { Hdf5Library } from './loadHdf5.ts';

/** Classes of types whose values are numbers: integers, floats, and the truth values that are kept as an enumeration. */
const NUMBER_TYPES = [0, 1, 8];

/**
 * Opens an HDF5 file for as long as a function needs it.
 *
 * @param owner - Opens the message when it cannot be read.
 * @param path - The file.
 * @param library - The library.
 * @param use - What to do with it; not asynchronous.
 * @returns What the function returns.
 * @throws FileAccessError when the file cannot be read; FileFormatError when it is no HDF5 file, or damaged.
 */
export async function withHdf5File<T>(
  owner: string,
  path: string,
  library: Hdf5Library,
  use: (file: File) => T,
): Promise<T> {
  // What the system says is plainer than what the library makes of it.
  await (await openRegularFile(owner, path)).close();
  let file: File | undefined;
  try {
    file = new library.File(resolve(path), 'r');
    return use(file);
  } catch (error) {
    if (error instanceof CausalMechanismsError) throw error;
    throw new FileFormatError(`${path}: ${hdf5Reason(error)}`, { data: { path }, cause: error });
  } finally {
    file?.close();
  }
}

/**
 * @param error - What the library threw.
 * @returns The innermost reason, in a line.
 */
export function hdf5Reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const reason = [...text.matchAll(/ line \d+ in \w+\(\): (.*)/g)].at(-1)?.[1];
  if (reason === undefined) return text;
  return reason.includes('signature not found') ? `no HDF5 file (${reason})` : reason;
}

/**
 * @param path - The file; opens messages.
 * @param library - The library.
 * @param file - The file, open.
 * @param name - A group.
 * @returns It.
 * @throws FileFormatError that tells which groups there are.
 */
export function hdf5Group(path: string, library: Hdf5Library, file: File, name: string): Group {
  const names = file.keys();
  const found = names.includes(name) ? file.get(name) : undefined;
  if (found instanceof library.Group) return found;
  throw new FileFormatError(`${path}: expected a group ${name}, found ${listed(names)}`, {
    data: { path, group: name, found: names },
  });
}

/** An array of a group, which holds numbers. */
export interface Hdf5Numbers {
  /** It. */
  readonly dataset: Dataset;
  /** Its sides. */
  readonly shape: readonly number[];
}

/**
 * @param path - The file; opens messages.
 * @param library - The library.
 * @param group - A group.
 * @param name - An array in it.
 * @returns It.
 * @throws FileFormatError when there is none, or it holds something else.
 */
export function hdf5Numbers(
  path: string,
  library: Hdf5Library,
  group: Group,
  name: string,
): Hdf5Numbers {
  const names = group.keys();
  const found = names.includes(name) ? group.get(name) : undefined;
  if (!(found instanceof library.Dataset)) {
    throw new FileFormatError(`${path}: expected an array ${name}, found ${listed(names)}`, {
      data: { path, array: name, found: names },
    });
  }
  const { shape, metadata } = found;
  if (shape === null || !NUMBER_TYPES.includes(metadata.type)) {
    throw new FileFormatError(`${path}: ${name} must hold numbers`, { data: { path, name } });
  }
  return { dataset: found, shape };
}

/**
 * Sequences of an array in which they lie side by side along one axis.
 *
 * @param path - The file; opens the message.
 * @param numbers - The array.
 * @param ranges - Which part: from where up to where, along the first axes; all of the others.
 * @returns Its numbers, row by row; truth values and large integers have yet to become numbers.
 * @throws FileFormatError when the library gives less.
 */
export function readSlice(
  path: string,
  { dataset, shape }: Hdf5Numbers,
  ranges: readonly (readonly [number, number])[],
): ArrayLike<unknown> {
  const all = shape.map((_, axis) => ranges[axis] ?? ([] as const));
  const found = dataset.slice(all);
  const count = shape.reduce((product, side, axis) => {
    const [from, to] = ranges[axis] ?? [0, side];
    return product * (to - from);
  }, 1);
  const list = found as ArrayLike<unknown> | null;
  if (typeof found === 'object' && list?.length === count) return list;
  throw new FileFormatError(`${path}: expected ${count} numbers, got ${list?.length ?? 'none'}`, {
    data: { path, expected: count },
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
