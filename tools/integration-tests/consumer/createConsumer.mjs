import { execFile } from 'node:child_process';
import { access, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** @typedef {import('./packPackages.mjs').PackedPackage} PackedPackage */

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const run = promisify(execFile);

/** What the author of the consumer installs besides our packages and their peers. */
const OWN = ['@types/node', 'sharp', 'zod'];

/**
 * Makes a project that has our packages installed from their tarballs, as a user has them.
 *
 * `npm install` would fetch all other packages again, and there may be no registry. They are linked instead to the copies
 * that the lock file put into this checkout: peers and the consumer's own at the top, and the dependencies of each
 * package inside it, so that a package that uses what it does not declare does not find it.
 *
 * @param {string} folder - Where to; exists.
 * @param {readonly PackedPackage[]} packages - What to install.
 */
export async function createConsumer(folder, packages) {
  const installed = join(folder, 'node_modules');
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'consumer', version: '1.0.0', type: 'module' })}\n`,
  );
  const peers = packages.flatMap((pack) => pack.peers);
  for (const name of new Set([...peers, ...OWN])) await link(name, installed);
  for (const { name, tarball, dependencies, bin } of packages) {
    const target = join(installed, name);
    await mkdir(target, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
    for (const dependency of dependencies) {
      await link(
        dependency,
        join(target, 'node_modules'),
        join(modules, '..', 'packages', shortName(name)),
      );
    }
    for (const [command, path] of Object.entries(bin)) {
      await mkdir(join(installed, '.bin'), { recursive: true });
      await symlink(join(target, path), join(installed, '.bin', command));
    }
  }
}

/**
 * Links a package that is installed in this checkout, if it is: optional ones may be absent.
 *
 * @param {string} name - The package.
 * @param {string} into - A `node_modules` folder.
 * @param {string} [from] - Whose copy it is. Default: the checkout's.
 */
async function link(name, into, from = join(modules, '..')) {
  const source = await findInstalled(name, from);
  if (source === undefined) return;
  const target = join(into, name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(source, target, 'junction');
}

/**
 * @param {string} name - A package.
 * @param {string} from - The folder whose copy it is.
 * @returns {Promise<string | undefined>} Its folder.
 */
async function findInstalled(name, from) {
  for (const paths of createRequire(join(from, 'index.js')).resolve.paths(name) ?? []) {
    const folder = join(paths, name);
    const found = await access(join(folder, 'package.json')).then(
      () => true,
      () => false,
    );
    if (found) return folder;
  }
  return undefined;
}

/** @param {string} name - Such as `@causal-mechanisms/metrics`. */
const shortName = (name) => name.slice(name.indexOf('/') + 1);
