import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * @param folder - Below `public/models`.
 * @returns The files of a model that comes with the page, as if a reader had picked them.
 */
export function shippedFiles(folder: string): Promise<File[]> {
  const at = new URL(`../../public/models/${folder}/`, import.meta.url);
  return Promise.all(
    ['model.json', 'weights.bin'].map(
      async (name) => new File([await readFile(fileURLToPath(new URL(name, at)))], name),
    ),
  );
}
