import { createHash } from 'node:crypto';
import { createReadStream, constants } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { systemCode } from '../run/files/systemCode.ts';

/** A file of a run folder in a store. */
export interface StoredFile {
  /** Its place in the folder, with slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of its content. */
  readonly sha256: string;
}

/** What a list of files must be: they lie in the folder, wherever the list comes from. */
export const filesSchema: z.ZodType<readonly StoredFile[]> = z.array(
  z.object({
    path: z.string().max(1000).refine(liesInside, 'expected a path within the folder'),
    size: z.int().min(0),
    sha256: z.string().regex(/^[\da-f]{64}$/),
  }),
);

/** Whether a path stays in the folder, on every system. */
function liesInside(path: string): boolean {
  const isPlain = path
    .split('')
    .every((character) => character >= ' ' && !'\\:'.includes(character));
  return isPlain && path.split('/').every((name) => !['', '.', '..'].includes(name));
}

/** What belongs to a process at work, and not to the run. */
const OWN = /^(?:\.tmp-|run\.lock)/;

/**
 * Copies a run folder that a process may be writing to.
 *
 * What is there at the beginning is copied, except what goes away meanwhile. Files only grow or are replaced whole, so that a checkpoint in the
 * copy comes with the events before it.
 *
 * @param from - The folder.
 * @param to - An empty one, or one that is not there.
 */
export async function copyRunFolder(from: string, to: string): Promise<void> {
  for (const path of await filesIn(from)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    try {
      await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
}

/**
 * @param folder - A run folder that nobody writes to.
 * @returns Its files, sorted by path.
 */
export async function describeFiles(folder: string): Promise<StoredFile[]> {
  const described: StoredFile[] = [];
  for (const path of await filesIn(folder)) {
    described.push({ path, ...(await digestFile(join(folder, path))) });
  }
  return described;
}

/**
 * @param path - A file.
 * @returns Its length and SHA-256.
 */
export async function digestFile(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      size += chunk.length;
      hash.update(chunk);
    }
  });
  return { size, sha256: hash.digest('hex') };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(relative(folder, entry.parentPath), entry.name).split(sep).join('/'))
    .filter((path) => !path.split('/').some((name) => OWN.test(name)))
    .sort();
}
