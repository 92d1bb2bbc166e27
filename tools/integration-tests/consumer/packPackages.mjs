import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * @typedef {object} PackedPackage
 * @property {string} name - Its name.
 * @property {string} tarball - The path of the file that would be published.
 * @property {string[]} dependencies - What it depends on, without packages of this repository.
 * @property {string[]} peers - What it wants its user to install.
 * @property {Record<string, string>} bin - Its programs.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/**
 * Packs every public package as `npm publish` would.
 *
 * @param {string} destination - The folder for the tarballs; created.
 * @returns {Promise<PackedPackage[]>} The packages.
 */
export async function packPackages(destination) {
  await mkdir(destination, { recursive: true });
  const manifests = await publicManifests();
  for (const { folder, manifest } of manifests) await checkBuilt(folder, manifest);
  const workspaces = manifests.map(({ manifest }) => `--workspace=${manifest.name}`);
  await npm(['pack', '--ignore-scripts', `--pack-destination=${destination}`, ...workspaces]);
  return manifests.map(({ manifest }) => ({
    name: manifest.name,
    tarball: join(
      destination,
      `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`,
    ),
    dependencies: Object.keys(manifest.dependencies ?? {}).filter(
      (name) => !name.startsWith('@causal-mechanisms/'),
    ),
    peers: Object.keys(manifest.peerDependencies ?? {}),
    bin: manifest.bin ?? {},
  }));
}

async function publicManifests() {
  const packages = join(root, 'packages');
  const names = (await readdir(packages)).sort();
  const all = await Promise.all(
    names.map(async (name) => {
      const folder = join(packages, name);
      const text = await readFile(join(folder, 'package.json'), 'utf8');
      return { folder, manifest: JSON.parse(text) };
    }),
  );
  return all.filter(({ manifest }) => manifest.private !== true);
}

/**
 * @param {string} folder - The package.
 * @param {{ name: string, exports: Record<string, string | { default?: string }> }} manifest - Its package.json.
 */
async function checkBuilt(folder, manifest) {
  for (const entry of Object.values(manifest.exports)) {
    if (typeof entry === 'string' || entry.default === undefined) continue;
    try {
      await access(join(folder, entry.default));
    } catch (cause) {
      throw new Error(
        `${manifest.name} is not built (${entry.default} is missing): run "npm run build" first`,
        { cause },
      );
    }
  }
}

/** @param {string[]} args - What npm is to do. */
async function npm(args) {
  // Set when npm runs this; the way to start npm that works on every system.
  const cli = process.env['npm_execpath'];
  const options = { cwd: root };
  if (cli?.endsWith('npm-cli.js') === true) await run(process.execPath, [cli, ...args], options);
  else await run('npm', args, options);
}
