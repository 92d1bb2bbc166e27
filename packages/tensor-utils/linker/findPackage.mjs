import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { NativeError } from './nativeError.mjs';

/** The packages whose addon can be linked. */
const packageNames = /** @type {const} */ (['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']);

/**
 * @typedef {object} NativePackage
 * @property {string} name - Such as `@tensorflow/tfjs-node`.
 * @property {string} version - Its version.
 * @property {string} folder - Its real folder.
 * @property {string} addon - Where its addon is, or would be.
 */

/**
 * Reads the facts of a tfjs-node package.
 *
 * @param {string} folder - Its folder.
 * @returns {NativePackage} Name, version and place of its addon.
 * @throws {NativeError} `ERR_NATIVE_PACKAGE` when it is another package, or no package.
 */
export function readPackage(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new NativeError('ERR_NATIVE_PACKAGE', `${file} does not exist`);
  const { name, version, binary } = JSON.parse(readFileSync(file, 'utf8'));
  if (!packageNames.includes(name)) {
    throw new NativeError(
      'ERR_NATIVE_PACKAGE',
      `${folder} holds ${String(name)}, expected ${packageNames.join(' or ')}`,
    );
  }
  const own = Number(process.versions.napi);
  /** @type {number[]} */
  const versions = binary?.napi_versions ?? [8];
  // The rule of node-pre-gyp, which looks for the addon in this folder at run time.
  const napi = Math.max(...versions.filter((each) => each <= own));
  const real = realpathSync(folder);
  return {
    name,
    version,
    folder: real,
    addon: join(real, 'lib', `napi-v${napi}`, 'tfjs_binding.node'),
  };
}

/**
 * Looks for an installed tfjs-node package as `require` would.
 *
 * @param {string} from - Folder of the project.
 * @param {string} name - Package name.
 * @returns {NativePackage | undefined} It, or undefined when it is not installed.
 */
export function findPackage(from, name) {
  const { resolve: lookUp } = createRequire(join(resolve(from), 'package.json'));
  for (const folder of lookUp.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return readPackage(join(folder, name));
  }
  return undefined;
}

/**
 * The package that a user means: named by folder or name, else the best that is installed.
 *
 * @param {string} from - Folder of the project.
 * @param {string | undefined} wanted - A folder, a package name, or undefined.
 * @param {boolean} nvidia - Whether the GPU package comes first.
 * @returns {NativePackage} The package.
 * @throws {NativeError} `ERR_NATIVE_PACKAGE` when there is none.
 */
export function selectPackage(from, wanted, nvidia) {
  if (wanted !== undefined && !wanted.startsWith('@')) {
    return readPackage(isAbsolute(wanted) ? wanted : join(from, wanted));
  }
  const order = nvidia ? [...packageNames] : [...packageNames].reverse();
  for (const name of wanted === undefined ? order : [wanted]) {
    const found = findPackage(from, name);
    if (found !== undefined) return found;
  }
  throw new NativeError(
    'ERR_NATIVE_PACKAGE',
    `${wanted ?? '@tensorflow/tfjs-node'} is not installed in ${from}; run: ` +
      `npm install --ignore-scripts ${wanted ?? '@tensorflow/tfjs-node'}@4.22.0`,
  );
}

/**
 * The folder on whose `.bin` the package's own scripts rely.
 *
 * @param {NativePackage} found - A package.
 * @returns {string} The `node_modules` folder that holds it.
 */
export function nodeModulesOf(found) {
  return dirname(dirname(found.folder));
}
