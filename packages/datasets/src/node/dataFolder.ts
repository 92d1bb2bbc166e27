import { join } from 'node:path';
import { FileAccessError } from '@causal-mechanisms/tensor-utils';
import { fileSize } from './fileAccess.ts';

/**
 * Finds a file of a data set in `dir/<set>` or in `dir` itself.
 *
 * @param owner - Who asks; opens the message.
 * @param dir - The data folder.
 * @param set - The name of the data set and of its folder.
 * @param names - The names that the file may have, best first.
 * @returns The path of the first that is there.
 * @throws FileAccessError that says where it was looked for.
 */
export async function findDataFile(
  owner: string,
  dir: string,
  set: string,
  names: readonly string[],
): Promise<string> {
  for (const folder of [join(dir, set), dir]) {
    for (const name of names) {
      const path = join(folder, name);
      if ((await fileSize(path)) !== undefined) return path;
    }
  }
  throw new FileAccessError(
    `${owner}: ${names.join(' or ')} is neither in ${join(dir, set)} nor in ${dir}; downloadDataset('${set}', dir) fetches it`,
    { data: { dir, set, names } },
  );
}
