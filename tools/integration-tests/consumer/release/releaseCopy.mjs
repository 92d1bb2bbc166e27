import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** What neither a version nor a tarball depends on. */
const LEFT_OUT = new Set(['node_modules', 'test', 'out-tsc', 'coverage']);

/**
 * Copies what a release reads and writes: manifests, change notes, and what the packages publish. Only the proof of
 * where it was built is left out of the manifests: a build service makes it, and there is none here.
 *
 * @param {string} folder - Where to; made.
 */
export async function createReleaseCopy(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.changeset']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const name of await readdir(join(root, 'packages'))) {
    const target = join(folder, 'packages', name);
    const filter = (/** @type {string} */ source) => !LEFT_OUT.has(basename(source));
    await cp(join(root, 'packages', name), target, { recursive: true, filter });
    const manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8'));
    delete manifest.publishConfig.provenance;
    await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  for (const name of await readdir(join(root, 'tools'))) {
    await mkdir(join(folder, 'tools', name), { recursive: true });
    const from = join(root, 'tools', name, 'package.json');
    await cp(from, join(folder, 'tools', name, 'package.json'));
  }
}
