import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './systemCode.ts';

/**
 * Makes a folder and those above it; one that is there already is fine. Below some folders, such as `/proc`, the system says of every new one that it is missing; there
 * `mkdir` of Node with `recursive` tries forever, in a thread that no signal ends.
 *
 * @param path - The folder, absolute.
 * @throws What the system says when it refuses.
 */
export async function makeFolder(path: string): Promise<void> {
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
