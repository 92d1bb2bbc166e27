import { randomUUID } from 'node:crypto';
import { copyFile, link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { nodeFileSystem, systemReason } from '@causal-mechanisms/tensor-utils/node';
import { systemCode } from '../run/files/systemCode.ts';
import { StoreError } from './studyErrors.ts';
import type { Store } from './store.ts';

/** Files that are being written begin so, and are no objects. */
const UNFINISHED = '.tmp-';

/** Disks that cannot link a file a second time. */
const NO_LINKS: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * A store in a folder that all machines see, such as one of a network file system.
 *
 * @param folder - Its absolute path; made where it is not there.
 * @returns The store.
 */
export function folderStore(folder: string): Store {
  const place = (key: string): string => join(folder, ...key.split('/'));
  const attempt = async <Value>(words: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (cause) {
      throw new StoreError(`store ${folder}: cannot ${words}: ${systemReason(cause)}`, {
        data: { folder, code: systemCode(cause) },
        cause,
      });
    }
  };
  /** Fills a file beside `key` under another name, and puts it into its place. */
  const putInPlace = async <Value>(
    key: string,
    fill: (temporary: string) => Promise<void>,
    put: (temporary: string, path: string) => Promise<Value>,
  ): Promise<Value> => {
    const path = place(key);
    const temporary = join(dirname(path), `${UNFINISHED}${randomUUID()}`);
    try {
      await nodeFileSystem.makeFolder(dirname(path));
      await fill(temporary);
      return await put(temporary, path);
    } finally {
      // What stays behind when this fails is no object.
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  };
  const filled = (content: Uint8Array) => async (temporary: string) => {
    const file = await open(temporary, 'wx');
    await sealed(file, () => file.writeFile(content));
  };
  const copied = (from: string) => async (temporary: string) => {
    await copyFile(from, temporary);
    const file = await open(temporary, 'r+');
    await sealed(file, () => Promise.resolve());
  };
  return {
    shown: folder,
    read: (key) => attempt(`read ${key}`, () => missingAs(undefined, () => readFile(place(key)))),
    write: (key, content) =>
      attempt(`write ${key}`, () => putInPlace(key, filled(content), rename)),
    create: (key, content) =>
      attempt(`write ${key}`, () => putInPlace(key, filled(content), linkNew)),
    upload: (key, file) => attempt(`write ${key}`, () => putInPlace(key, copied(file), rename)),
    download: (key, file) =>
      attempt(`read ${key}`, () =>
        missingAs(false, async () => {
          await copyFile(place(key), file);
          return true;
        }),
      ),
    list: (prefix) =>
      attempt(`list ${prefix}`, async () => {
        const entries = await missingAs([], () =>
          readdir(place(prefix), { recursive: true, withFileTypes: true }),
        );
        return entries
          .filter((entry) => entry.isFile() && !entry.name.startsWith(UNFINISHED))
          .map((entry) => join(relative(folder, entry.parentPath), entry.name))
          .map((path) => path.split(sep).join('/'))
          .sort();
      }),
    remove: (keys) =>
      attempt('remove objects', async () => {
        for (const key of keys) await rm(place(key), { force: true });
        for (const emptied of new Set(keys.map((key) => dirname(place(key))))) {
          await removeEmpty(emptied, folder);
        }
      }),
  };
}

/** Forces what was written onto the disk. */
async function sealed(file: FileHandle, fill: () => Promise<void>): Promise<void> {
  try {
    await fill();
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link appears whole or not at all, and never over another file. */
async function linkNew(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!NO_LINKS.includes(systemCode(error))) throw error;
  }
  let file: FileHandle;
  try {
    file = await open(path, 'wx');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  await sealed(file, async () => file.writeFile(await readFile(temporary)));
  return true;
}

async function missingAs<Value>(missing: Value, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return missing;
    throw error;
  }
}

/** Folders are no objects: those that hold none go. */
async function removeEmpty(path: string, root: string): Promise<void> {
  for (let folder = path; folder !== root && folder.startsWith(root); folder = dirname(folder)) {
    const left = await missingAs<string[]>([], () => readdir(folder));
    if (left.length > 0) return;
    await rm(folder, { recursive: true, force: true });
  }
}
