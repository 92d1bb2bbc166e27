import type { Dataset, File, Group } from 'h5wasm/node';
import { MissingDependencyError } from '../errors.ts';

/** The classes of the library, made ready. */
export interface Hdf5Library {
  /** Opens files. */
  readonly File: typeof File;
  /** What a file has inside. */
  readonly Group: typeof Group;
  /** An array of a file. */
  readonly Dataset: typeof Dataset;
}

/**
 * Loads the optional library of HDF5 files, which from then on throws its errors in place of printing them.
 *
 * @param owner - Opens the message.
 * @param load - Imports it. Default: the installed one.
 * @returns Its classes.
 * @throws MissingDependencyError that says how to install it.
 */
export async function loadHdf5(
  owner: string,
  load: () => Promise<
    Hdf5Library & { readonly ready: Promise<{ activate_throwing_error_handler(): unknown }> }
  > = () => import('h5wasm/node'),
): Promise<Hdf5Library> {
  try {
    const library = await load();
    (await library.ready).activate_throwing_error_handler();
    return library;
  } catch (error) {
    throw new MissingDependencyError(
      `${owner}: HDF5 files need the package h5wasm: npm install h5wasm`,
      { data: { dependency: 'h5wasm' }, cause: error },
    );
  }
}
