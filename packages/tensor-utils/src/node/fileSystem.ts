import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { checkMethods } from '../argumentChecks.ts';
import { systemCode } from './fileErrors.ts';

/** A new file that takes bytes in order. */
export interface FileSink {
  /**
   * Appends bytes.
   *
   * @param bytes - All of them are written before the promise resolves.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Forces what was written onto the disk. */
  sync(): Promise<void>;
  /** Closes the file. */
  close(): Promise<void>;
}

/**
 * The disk, as far as writing goes; failures are those of the system, which `systemReason` puts in words. Tests put one in its place that fails on purpose.
 */
export interface FileSystem {
  /**
   * Creates a file.
   *
   * @param path - No file may be there yet.
   * @returns The open file.
   */
  create(path: string): Promise<FileSink>;
  /**
   * Creates a folder and those above it; one that is there already is fine. Where none can be, it refuses at once: `mkdir` of Node with `recursive` never
   * ends below `/proc`.
   *
   * @param path - The folder.
   */
  makeFolder(path: string): Promise<void>;
  /**
   * Renames a file or folder; a file that has the new name already is replaced in one instant.
   *
   * @param from - The name it has.
   * @param to - The name it gets.
   */
  rename(from: string, to: string): Promise<void>;
  /**
   * Removes a file, or a folder with all that is in it; nothing there is fine.
   *
   * @param path - What goes.
   */
  remove(path: string): Promise<void>;
  /**
   * Forces the names in a folder onto the disk, so that a rename outlives a power cut.
   *
   * @param path - The folder.
   */
  syncFolder(path: string): Promise<void>;
}

/**
 * The real disk.
 *
 * @example
 * ```ts
 * import { nodeFileSystem, writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * const slow = {
 *   ...nodeFileSystem,
 *   rename: async (from: string, to: string) => {
 *     console.log('about to rename');
 *     await nodeFileSystem.rename(from, to);
 *   },
 * };
 * await writeFileAtomically(join(folder, 'result.json'), '{}', { fileSystem: slow });
 * await rm(folder, { recursive: true });
 * ```
 */
export const nodeFileSystem: FileSystem = {
  async create(path) {
    const handle = await open(path, 'wx');
    return {
      // writeFile of a handle goes on until every byte is written; a bare write may stop early.
      write: (bytes) => handle.writeFile(bytes),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  makeFolder,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  async syncFolder(path) {
    // Windows cannot open a folder, and keeps its names in a journal of its own.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** @internal Refuses what is no disk to write on. */
export function checkFileSystem(owner: string, fileSystem: FileSystem): void {
  checkMethods(owner, 'fileSystem', fileSystem, [
    'create',
    'makeFolder',
    'rename',
    'remove',
    'syncFolder',
  ]);
}

/**
 * Level by level: below some folders, such as `/proc`, the system says of every new one that it is missing; there `mkdir` of Node with `recursive` tries
 * forever, in a thread that no signal ends.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
    return;
  } catch (error) {
    if (await isFolder(path)) return;
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it meanwhile. Who hears again that it is missing is refused.
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
