import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { copyRunFolder, describeFiles, digestFile, filesSchema } from './folderFiles.ts';
import type { StoredFile } from './folderFiles.ts';
import { sideBySide } from './sideBySide.ts';
import type { Store } from './store.ts';

/** How far a run got, kept where another machine can go on with it. */
export interface SavedRun {
  /**
   * Keeps what a run folder holds now; what the store has already is not sent again.
   *
   * @param folder - The folder; a process may be writing to it.
   */
  save(folder: string): Promise<void>;
  /**
   * Fetches what was kept last. What is damaged or lacks a part is passed over.
   *
   * @param folder - An empty folder that gets it.
   * @param warn - Called with a line for each that was passed over.
   * @returns Whether there was any; where there was none, the folder is empty as before.
   */
  restore(folder: string, warn: (text: string) => void): Promise<boolean>;
  /** Removes all that was kept. */
  clear(): Promise<void>;
}

/** How {@link savedRun} works. */
export interface SavedRunOptions {
  /** Where copies are made: on this machine. */
  readonly scratch: string;
  /** @returns The time in milliseconds since 1970. */
  now(): number;
}

/** The newest lists that stay. */
const KEEP = 2;

const listSchema = z.object({ format: z.literal(1), files: filesSchema });

/**
 * Contents are objects named by their digest; a list of all files of the folder is written after them, so that an upload that was cut off has none.
 *
 * @param store - The store.
 * @param root - The key below which all goes, such as `STUDY/saved/seed1`.
 * @param options - Clock and room.
 * @returns What keeps and fetches.
 */
export function savedRun(store: Store, root: string, options: SavedRunOptions): SavedRun {
  const { scratch } = options;
  const lists = `${root}/lists/`;
  const contents = `${root}/contents/`;
  /** What this process sent, or fetched whole: it is in the store. */
  const known = new Set<string>();
  /** The lists of this process, the oldest first. Others' are left alone: who wrote them may be at work. */
  const mine: { key: string; files: readonly StoredFile[] }[] = [];
  let last = 0;

  async function save(folder: string): Promise<void> {
    await mkdir(scratch, { recursive: true });
    const copy = await mkdtemp(join(scratch, 'copy-'));
    try {
      await copyRunFolder(folder, copy);
      const files = await describeFiles(copy);
      const fresh = new Map(
        files.filter(({ sha256 }) => !known.has(sha256)).map((file) => [file.sha256, file]),
      );
      await sideBySide([...fresh.values()], async ({ path, sha256 }) => {
        await store.upload(`${contents}${sha256}`, join(copy, path));
        known.add(sha256);
      });
      // By its name the newest is the last, also of two within a millisecond.
      last = Math.max(options.now(), last + 1);
      const key = `${lists}${String(last).padStart(15, '0')}-${randomUUID()}.json`;
      await store.write(key, Buffer.from(JSON.stringify({ format: 1, files })));
      mine.push({ key, files });
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
    await forget();
  }

  /** Removes lists of this process that are too old, and the contents that only they name. */
  async function forget(): Promise<void> {
    const old = mine.splice(0, Math.max(0, mine.length - KEEP));
    if (old.length === 0) return;
    const needed = new Set(mine.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const gone = new Set(old.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const doomed = [...gone].filter((sha256) => !needed.has(sha256));
    await store.remove([...old.map(({ key }) => key), ...doomed.map((one) => `${contents}${one}`)]);
    for (const sha256 of doomed) known.delete(sha256);
  }

  async function restore(folder: string, warn: (text: string) => void): Promise<boolean> {
    const keys = (await store.list(lists)).filter((key) => key.endsWith('.json')).reverse();
    for (const key of keys) {
      const files = await readList(store, key);
      const damage =
        files === undefined
          ? 'is no list of files'
          : await fetchFiles(store, files, folder, ({ sha256 }) => `${contents}${sha256}`);
      if (files !== undefined && damage === undefined) {
        for (const { sha256 } of files) known.add(sha256);
        mine.push({ key, files });
        return true;
      }
      warn(`${key} in ${store.shown} was passed over: ${damage ?? ''}`);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    }
    return false;
  }

  return {
    save,
    restore,
    clear: async () => store.remove(await store.list(`${root}/`)),
  };
}

async function readList(store: Store, key: string): Promise<readonly StoredFile[] | undefined> {
  const content = await store.read(key);
  try {
    const parsed = listSchema.safeParse(JSON.parse(content?.toString('utf8') ?? ''));
    return parsed.success ? parsed.data.files : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Fetches the files of a run folder and checks every byte.
 *
 * @param store - Where they are.
 * @param files - Which.
 * @param folder - Where they go.
 * @param keyOf - The key of a file.
 * @returns What is wrong, or `undefined` where all are as they should be.
 */
export async function fetchFiles(
  store: Store,
  files: readonly StoredFile[],
  folder: string,
  keyOf: (file: StoredFile) => string,
): Promise<string | undefined> {
  const damage: string[] = [];
  await sideBySide(files, async (file) => {
    if (damage.length > 0) return;
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    if (!(await store.download(keyOf(file), path))) {
      damage.push(`${file.path} is missing`);
      return;
    }
    const { size, sha256 } = await digestFile(path);
    if (size !== file.size) damage.push(`${file.path} has ${size} of ${file.size} bytes`);
    else if (sha256 !== file.sha256) damage.push(`${file.path} has another digest`);
  });
  return damage[0];
}
