import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { locateData } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { World } from './world.ts';

/** A real data set and the files by which its folder is known. */
export interface KnownData {
  /** Its name, which is that of its folder. */
  readonly name: string;
  /** The files it is made of; each may also be there without the ending `.gz`. */
  readonly files: readonly string[];
}

/** The real image data sets that recipes can use. */
export const KNOWN_DATA = {
  mnist: {
    name: 'mnist',
    files: [
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ],
  },
  'fashion-mnist': {
    name: 'fashion-mnist',
    files: [
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ],
  },
  omniglot: { name: 'omniglot', files: ['images_background.zip', 'images_evaluation.zip'] },
} as const satisfies Record<string, KnownData>;

/** A folder with a data set, and what led to it. */
export interface FoundData {
  /** The folder that holds the files themselves. */
  readonly folder: string;
  /** The option, variable or place, in words. */
  readonly chosenBy: string;
}

/** Looks for real data sets. */
export interface DataFinder {
  /** Whether the user named a folder on the command line: then a recipe should use it. */
  readonly insisted: boolean;
  /**
   * @param data - Which.
   * @returns Where it is, or `undefined` where it is nowhere.
   * @throws CausalMechanismsError `ERR_DATA_MISSING` when the user named a folder that does not hold it.
   */
  find(data: KnownData): Promise<FoundData | undefined>;
}

/**
 * Looks where `--data` says; else where CAUSAL_MECHANISMS_DATA says; else in `../shared/data` of the repository; else in
 * the cache folder. A place that the user named must hold the data: nothing else is taken in its stead.
 *
 * @param world - Environment and folders.
 * @param option - The value of `--data`.
 * @returns The finder.
 */
export function dataFinder(
  world: Pick<World, 'environment' | 'repositoryRoot' | 'workingDirectory'>,
  option: string | undefined,
): DataFinder {
  const variable = world.environment['CAUSAL_MECHANISMS_DATA'];
  const named =
    option !== undefined
      ? { folder: option, chosenBy: '--data' }
      : variable !== undefined && variable !== ''
        ? { folder: variable, chosenBy: 'CAUSAL_MECHANISMS_DATA' }
        : undefined;
  return {
    insisted: option !== undefined,
    async find(data) {
      if (named !== undefined) {
        const base = resolve(world.workingDirectory, named.folder);
        const folder = await folderOf(base, data);
        if (folder !== undefined) return { folder, chosenBy: named.chosenBy };
        throw new CausalMechanismsError(
          'ERR_DATA_MISSING',
          `${named.chosenBy}: ${base} does not hold ${data.name} (expected ${data.files.join(', ')} there or in ${data.name}/)`,
          { data: { folder: base, name: data.name } },
        );
      }
      const places = [
        {
          base: resolve(world.repositoryRoot, '../shared/data'),
          chosenBy: 'found in ../shared/data',
        },
        { base: await cacheFolder(world.environment), chosenBy: 'found in the cache folder' },
      ];
      for (const { base, chosenBy } of places) {
        const folder = await folderOf(base, data);
        if (folder !== undefined) return { folder, chosenBy };
      }
      return undefined;
    },
  };
}

/**
 * @param environment - Environment variables.
 * @returns Where downloaded data sets are kept.
 */
export async function cacheFolder(environment: World['environment']): Promise<string> {
  const { dir } = await locateData({
    environment: { ...environment, CAUSAL_MECHANISMS_DATA: undefined },
  });
  return dir;
}

/** The files may lie in the folder itself or in one that bears the name of the data set. */
async function folderOf(base: string, { name, files }: KnownData): Promise<string | undefined> {
  for (const folder of [join(base, name), base]) {
    const there = await Promise.all(
      files.map(
        async (file) =>
          (await exists(join(folder, file))) || exists(join(folder, file.replace(/\.gz$/, ''))),
      ),
    );
    if (there.every(Boolean)) return folder;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
