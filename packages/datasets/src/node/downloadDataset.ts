import { join, resolve } from 'node:path';
import {
  ArgumentError,
  checkFunction,
  checkOptions,
  checkSignal,
  checkText,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';
import { CANONICAL_DATASETS } from './canonicalFiles.ts';
import type { CanonicalDataset, DownloadableDataset } from './canonicalFiles.ts';
import { accessError, checkPath } from './fileAccess.ts';
import { fetchFile } from './remoteFile.ts';

/** Options of {@link downloadDataset}. */
export interface DownloadDatasetOptions {
  /** Makes the requests. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Receives one line per event. Default: nothing is said. */
  readonly log?: (line: string) => void;
  /** Stops the download; what has come so far is kept for the next time. Default: none. */
  readonly signal?: AbortSignal;
  /** Another address that has the same files, with a slash at its end. Default: the canonical one. */
  readonly baseUrl?: string;
}

/** What {@link downloadDataset} did. */
export interface DownloadedDataset {
  /** The folder of the data set, `<dir>/<name>`. */
  readonly dir: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  /** How many of them had to be fetched; the others were there and sound. */
  readonly fetched: number;
}

/**
 * Downloads a data set from its canonical address into `<dir>/<name>`.
 *
 * Every file is checked, by its SHA-256 or, where its bytes differ between sources, by decoding all of it. A broken
 * download goes on where it stopped when it is run again; sound files are left alone.
 *
 * @param name - `mnist`, `fashion-mnist` or `omniglot`.
 * @param dir - The data folder; it is made when it is not there.
 * @param options - How to fetch.
 * @returns Where the files are.
 * @throws ArgumentError for an unknown name; DownloadError without a network or for a bad answer; FileFormatError when
 *   what came is not what it should be; FileAccessError when it cannot be written.
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { downloadDataset, DownloadError } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'data-'));
 * const offline = () => Promise.reject(new TypeError('fetch failed'));
 * try {
 *   await downloadDataset('mnist', dir, { fetch: offline });
 * } catch (error) {
 *   console.log(error instanceof DownloadError); // true
 * }
 * ```
 */
export async function downloadDataset(
  name: DownloadableDataset,
  dir: string,
  options: DownloadDatasetOptions = {},
): Promise<DownloadedDataset> {
  checkText('downloadDataset', 'name', name);
  checkPath('downloadDataset', 'dir', dir);
  checkOptions('downloadDataset', options);
  const { fetch = globalThis.fetch, log = () => undefined, signal } = options;
  checkFunction('downloadDataset', 'fetch', fetch);
  checkFunction('downloadDataset', 'log', log);
  checkSignal('downloadDataset', signal);
  if (options.baseUrl !== undefined) checkText('downloadDataset', 'baseUrl', options.baseUrl);
  const dataset = findDataset(name);
  const target = join(resolve(dir), name);
  await nodeFileSystem.makeFolder(target).catch((error: unknown) => {
    throw accessError(target, 'make the folder', error);
  });
  log(`${dataset.title} (licence: ${dataset.licence}) into ${target}`);
  const files: string[] = [];
  let fetched = 0;
  for (const file of dataset.files) {
    const path = join(target, file.name);
    const url = new URL(file.name, options.baseUrl ?? dataset.baseUrl).href;
    const wasFetched = await fetchFile(url, path, file, { fetch, log, signal });
    log(`${file.name}: ${wasFetched ? 'downloaded and checked' : 'already here'}`);
    if (wasFetched) fetched++;
    files.push(path);
  }
  return { dir: target, files, fetched };
}

function findDataset(name: string): CanonicalDataset {
  const known = Object.entries(CANONICAL_DATASETS);
  const found = known.find(([key]) => key === name);
  if (found !== undefined) return found[1];
  const names = known.map(([key]) => key);
  const nearest = nearestName(name, names);
  throw new ArgumentError(
    `downloadDataset: there is no data set "${name}"${nearest === undefined ? '' : `, did you mean "${nearest}"?`} (known: ${names.join(', ')})`,
    { data: { name, known: names } },
  );
}
