import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accessError } from '../fileAccess.ts';

/**
 * @param dir - A folder.
 * @param recursive - Whether to look into its sub-folders.
 * @returns The paths of its PNG and JPEG files, sorted.
 * @throws FileAccessError when it cannot be listed.
 */
export async function listImages(dir: string, recursive: boolean): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw accessError(dir, 'list', error);
  });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (recursive) paths.push(...(await listImages(path, recursive)));
    } else if (/\.(png|jpe?g)$/i.test(entry.name)) paths.push(path);
  }
  return paths;
}
