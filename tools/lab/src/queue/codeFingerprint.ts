import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders whose sources decide what a run computes, and the file that says with which libraries. */
const LAB = ['tools/lab/src'];
const LOCK = 'package-lock.json';

/**
 * Tells two versions of the code apart, with or without git and whether or not what was changed is committed.
 *
 * @param repositoryRoot - The root of the repository.
 * @returns 16 hexadecimal digits of a digest of the sources of the packages and of the lab, and of the lock file; equal where they are. Texts about the
 *   code, tests and other tools do not count.
 */
export async function codeFingerprint(repositoryRoot: string): Promise<string> {
  const hash = createHash('sha256');
  const packages = (await namesIn(join(repositoryRoot, 'packages'))).map(
    (name) => `packages/${name}/src`,
  );
  for (const folder of [...packages, ...LAB]) {
    for (const path of await filesBelow(repositoryRoot, folder)) {
      await add(path);
    }
  }
  await add(LOCK);
  return hash.digest('hex').slice(0, 16);

  async function add(path: string): Promise<void> {
    const content = await readFile(join(repositoryRoot, path)).catch(() => Buffer.of());
    hash.update(`${path} ${content.length}\n`);
    hash.update(content);
  }
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
  } catch {
    return [];
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
