import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lockFileFor, lockFolder } from '../../../packages/tensor-utils/linker/cacheFolder.mjs';
import { withLock } from '../../../packages/tensor-utils/linker/folderLock.mjs';
import { runCommand } from '../../../packages/tensor-utils/linker/runCommand.mjs';

/**
 * @typedef {object} LockEntry
 * @property {string} [version] - Exact version.
 * @property {boolean} [link] - Whether it is a workspace.
 * @property {boolean} [optional] - Whether npm may leave it out, for example on another platform.
 *
 * @typedef {Record<string, LockEntry>} LockPackages
 */

const stampName = '.causal-mechanisms-lock';

// Optional to npm, since their own installers may fail; needed here without their addons.
const neededOptional = [
  'node_modules/@tensorflow/tfjs-node',
  'node_modules/@tensorflow/tfjs-node-gpu',
];

/**
 * Whether what npm has installed is what the lock file asks for.
 *
 * @param {LockPackages} wanted - `packages` of `package-lock.json`.
 * @param {LockPackages} installed - `packages` of `node_modules/.package-lock.json`.
 * @returns {boolean} True when every package is there in the same version; optional ones may lack.
 */
export function installedMatches(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const present = installed[path];
    if (present === undefined) return entry.optional === true && !neededOptional.includes(path);
    return present.version === entry.version && Boolean(present.link) === Boolean(entry.link);
  });
}

/**
 * What the stamp holds: the lock file, and npm's own note of what it has installed last.
 *
 * @param {string} root - Root of the checkout.
 * @returns {string} One line.
 */
function stampContent(root) {
  const files = [join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json')];
  return files
    .map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'))
    .join(' ');
}

/**
 * Whether `node_modules` matches the lock file: by the stamp of the last set-up, else by npm's note.
 *
 * @param {string} root - Root of the checkout.
 * @returns {boolean} True when nothing is to be installed.
 */
export function dependenciesMatch(root) {
  const stamp = join(root, 'node_modules', stampName);
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const content = stampContent(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === content) return true;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: installed } = JSON.parse(readFileSync(note, 'utf8'));
  if (!installedMatches(wanted, installed)) return false;
  writeFileSync(stamp, content);
  return true;
}

/**
 * How to start npm: the one that runs this script, else the one in PATH.
 *
 * @param {NodeJS.ProcessEnv} env - Environment.
 * @returns {{ command: string, first: string[] }} Program and its first arguments.
 */
export function npmCommand(env) {
  const script = env['npm_execpath'];
  if (script !== undefined && basename(script) === 'npm-cli.js' && existsSync(script)) {
    return { command: process.execPath, first: [script] };
  }
  return process.platform === 'win32'
    ? { command: 'cmd.exe', first: ['/d', '/s', '/c', 'npm'] }
    : { command: 'npm', first: [] };
}

/**
 * Makes `node_modules` match the lock file.
 *
 * @param {string} root - Root of the checkout.
 * @param {(line: string) => void} say - Where to report.
 * @returns {Promise<{ installed: boolean, failure: string }>} Whether npm was needed; its output
 *   when it failed, else ''.
 */
export async function ensureDependencies(root, say) {
  if (dependenciesMatch(root)) return { installed: false, failure: '' };
  return withLock(
    lockFileFor(lockFolder(), root),
    async () => {
      if (dependenciesMatch(root)) return { installed: false, failure: '' };
      say('installing what package-lock.json lists with npm ci (a minute or two)');
      const { command, first } = npmCommand(process.env);
      // Without scripts on every npm: older ones do not honour allowScripts and would leave out
      // tfjs-node when its download fails; no other package here needs its script.
      const args = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
      const { status, output } = await runCommand(command, args, { cwd: root });
      if (status !== 0) return { installed: false, failure: output };
      writeFileSync(join(root, 'node_modules', stampName), stampContent(root));
      return { installed: true, failure: '' };
    },
    { onWait: () => say('waiting for another set-up of this folder') },
  );
}
