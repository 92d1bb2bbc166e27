import {
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {import('../findPackage.mjs').NativePackage} NativePackage
 * @typedef {import('./checkAddon.mjs').AddonFacts} AddonFacts
 *
 * @typedef {object} FileMark
 * @property {string} path - Absolute.
 * @property {number} size - Bytes.
 * @property {number} time - Time of the last change, in milliseconds.
 *
 * @typedef {object} StampKey
 * @property {1} format - Version of this record.
 * @property {string} node - ABI, N-API, platform and processor of the Node that made the check.
 * @property {string} package - Name and version.
 * @property {readonly FileMark[]} files - The addon and the libraries that it loads.
 */

/**
 * @param {string} path - A file.
 * @returns {FileMark} Its mark, by which a replaced file is noticed without reading it.
 */
function markOf(path) {
  const real = realpathSync(path);
  const { size, mtimeMs } = statSync(real);
  return { path: real, size, time: Math.trunc(mtimeMs) };
}

/**
 * @param {NativePackage} target - A package.
 * @returns {string} Where its stamp lies: inside the package, so that it goes when that goes.
 */
function stampFile(target) {
  return join(target.folder, '.causal-mechanisms-native.json');
}

/**
 * What a check of the addon depends on.
 *
 * @param {NativePackage} target - A package.
 * @returns {StampKey | undefined} The key, or undefined when the addon or its library is missing.
 */
export function stampKey(target) {
  const libraries = join(target.folder, 'deps', 'lib');
  try {
    const names = readdirSync(libraries).filter((name) => /\.(so|dylib|dll)/.test(name));
    const paths = new Set(names.map((name) => realpathSync(join(libraries, name))));
    if (paths.size === 0 && process.platform !== 'win32') return undefined;
    const { modules, napi } = process.versions;
    return {
      format: 1,
      node: `${modules} ${napi} ${process.platform} ${process.arch}`,
      package: `${target.name}@${target.version}`,
      files: [target.addon, ...[...paths].sort()].map((path) => markOf(path)),
    };
  } catch {
    return undefined; // no addon, or links that lead nowhere any more
  }
}

/**
 * The facts of the last check, if nothing has changed since: no TensorFlow is loaded for this.
 *
 * @param {NativePackage} target - A package.
 * @returns {AddonFacts | undefined} The facts, or undefined when the addon must be checked again.
 */
export function readStamp(target) {
  const file = stampFile(target);
  if (!existsSync(file)) return undefined;
  try {
    const { key, facts } = JSON.parse(readFileSync(file, 'utf8'));
    return JSON.stringify(key) === JSON.stringify(stampKey(target)) ? facts : undefined;
  } catch {
    return undefined; // damaged: as good as none
  }
}

/**
 * Remembers that the addon works.
 *
 * @param {NativePackage} target - A package.
 * @param {AddonFacts} facts - What the check found.
 */
export function writeStamp(target, facts) {
  const key = stampKey(target);
  if (key === undefined) return;
  const temporary = `${stampFile(target)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify({ key, facts }, null, 2)}\n`);
  renameSync(temporary, stampFile(target));
}
