import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param folder - Below `public/models`.
 * @returns The files of a model that comes with the page, as if a reader had picked them.
 */
export async function shippedFiles(folder: string): Promise<File[]> {
  const at = fileURLToPath(new URL(`../../public/models/${folder}`, import.meta.url));
  const names = (await readdir(at)).sort();
  return Promise.all(names.map(async (name) => new File([await readFile(join(at, name))], name)));
}
