import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { checkOptions, FileAccessError } from '@causal-mechanisms/tensor-utils';
import { checkPath } from './fileAccess.ts';

/** Options of {@link locateData}. */
export interface LocateDataOptions {
  /** A folder that the user named. Default: none. */
  readonly dir?: string;
  /** Environment variables. Default: those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Where data sets are. */
export interface DataLocation {
  /** The folder, as an absolute path. */
  readonly dir: string;
  /** Why this one: named by the user, by `CAUSAL_MECHANISMS_DATA`, or the cache. */
  readonly source: 'option' | 'environment' | 'cache';
  /** Whether it is there; only the cache may be absent. */
  readonly exists: boolean;
}

/**
 * Decides where data sets are read from: the folder that the user named, else the one that `CAUSAL_MECHANISMS_DATA`
 * names, else the user's cache, `$XDG_CACHE_HOME/causal-mechanisms/data` or `~/.cache/causal-mechanisms/data`.
 *
 * @param options - The named folder and the environment.
 * @returns The folder and why it was chosen.
 * @throws FileAccessError when a folder that was named, by either way, is not there.
 *
 * @example
 * ```ts
 * import { locateData } from '@causal-mechanisms/datasets/node';
 *
 * const { dir, source } = await locateData({ environment: { XDG_CACHE_HOME: '/tmp/cache' } });
 * console.log(source, dir); // cache /tmp/cache/causal-mechanisms/data
 * ```
 */
export async function locateData(options: LocateDataOptions = {}): Promise<DataLocation> {
  const { environment = process.env } = checkOptions('locateData', options);
  checkOptions('locateData', environment, 'environment');
  if (options.dir !== undefined) checkPath('locateData', 'dir', options.dir);
  const named = [
    { source: 'option', dir: options.dir },
    { source: 'environment', dir: environment.CAUSAL_MECHANISMS_DATA },
  ] as const;
  for (const { source, dir } of named) {
    if (dir === undefined || dir === '') continue;
    if (!(await isFolder(dir))) {
      const origin =
        source === 'option' ? 'the given folder' : 'the folder of CAUSAL_MECHANISMS_DATA';
      throw new FileAccessError(`locateData: ${origin}, ${dir}, is not there`, {
        data: { dir, source },
      });
    }
    return { dir: resolve(dir), source, exists: true };
  }
  const home = environment.HOME ?? homedir();
  const cache = environment.XDG_CACHE_HOME;
  // The XDG specification has relative paths ignored.
  const base = cache !== undefined && isAbsolute(cache) ? cache : join(home, '.cache');
  const dir = join(base, 'causal-mechanisms', 'data');
  return { dir, source: 'cache', exists: await isFolder(dir) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
