import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readStamp, writeStamp } from './addon/addonStamp.mjs';
import { buildAddon, findLibraries } from './addon/buildAddon.mjs';
import { cacheFolder, lockFileFor, lockFolder } from './cacheFolder.mjs';
import { checkAddon } from './addon/checkAddon.mjs';
import { chooseWheel } from './tensorflow/chooseWheel.mjs';
import { withLock } from './folderLock.mjs';
import { NativeError } from './nativeError.mjs';
import { findTools, missingTools } from './nativeTools.mjs';
import { findNodeHeaders } from './addon/nodeHeaders.mjs';
import { findUnpacked, obtainTensorflow } from './tensorflow/tensorflowCache.mjs';

/**
 * @typedef {import('./findPackage.mjs').NativePackage} NativePackage
 * @typedef {import('./addon/checkAddon.mjs').AddonFacts} AddonFacts
 *
 * @typedef {object} LinkOptions
 * @property {boolean} nvidia - Whether to link to a TensorFlow with CUDA.
 * @property {string} [wheel] - Folder of an unpacked wheel or a site-packages folder. Default: the
 *   cache, filled with pip.
 * @property {string} [cache] - Cache folder. Default: the user's.
 * @property {(line: string) => void} say - Where to report progress.
 *
 * @typedef {object} LinkPlan
 * @property {string} tensorflow - Folder of the libraries, or '' when they must be downloaded.
 * @property {string[]} missing - Tools that are missing.
 */

/**
 * The folder of the libraries inside what a user calls the wheel.
 *
 * @param {string} wheel - Folder of an unpacked wheel, a site-packages folder, or its `tensorflow`.
 * @returns {string} The folder that holds the libraries.
 * @throws {NativeError} `ERR_NATIVE_PACKAGE` when they are not there.
 */
function tensorflowIn(wheel) {
  const inner = join(resolve(wheel), 'tensorflow');
  const folder = existsSync(inner) ? inner : resolve(wheel);
  findLibraries(folder);
  return realpathSync(folder);
}

/**
 * What linking would do; nothing is changed.
 *
 * @param {LinkOptions} options - What to link to.
 * @returns {Promise<LinkPlan>} The plan.
 * @throws {NativeError} When there is nothing to link to.
 */
export async function planLink(options) {
  const { wheel, nvidia, cache = cacheFolder() } = options;
  let tensorflow = wheel === undefined ? '' : tensorflowIn(wheel);
  if (wheel === undefined) {
    const { platform, arch } = process;
    const cached = findUnpacked(cache, chooseWheel({ platform, arch, nvidia }));
    if (cached !== undefined) tensorflow = join(cached.folder, 'tensorflow');
  }
  const missing = await missingTools(findTools(), { download: tensorflow === '' });
  return { tensorflow, missing };
}

/**
 * Links the addon of a tfjs-node package to the TensorFlow library of a wheel and checks it.
 *
 * @param {NativePackage} target - The package.
 * @param {LinkOptions} options - What to link to.
 * @returns {Promise<AddonFacts>} What the linked addon says of itself.
 * @throws {NativeError} When it cannot be done; an addon that does not work is taken away again, so
 *   that the package fails cleanly instead of in mid-training.
 */
export async function linkNative(target, options) {
  const { wheel, nvidia, cache = cacheFolder(), say } = options;
  const { missing } = await planLink(options);
  if (missing.length > 0) {
    throw new NativeError('ERR_NATIVE_TOOLS', `needs ${missing.join(' and ')}, not found in PATH`);
  }
  const tools = findTools();
  const headers = await findNodeHeaders(process.env, target.folder);
  const { platform, arch } = process;
  const tensorflow =
    wheel === undefined
      ? join(
          (
            await obtainTensorflow(cache, chooseWheel({ platform, arch, nvidia }), {
              python: tools.python,
              say,
            })
          ).folder,
          'tensorflow',
        )
      : tensorflowIn(wheel);
  say(`compiling the addon of ${target.name} against ${tensorflow}`);
  await buildAddon(target, { tensorflow, compiler: tools.compiler, headers });
  try {
    const facts = { ...(await checkAddon(target)), linked: true };
    writeStamp(target, facts);
    return facts;
  } catch (error) {
    rmSync(target.addon, { force: true });
    throw error;
  }
}

/**
 * The facts of an addon that is in place and works, checked only when something has changed.
 *
 * @param {NativePackage} target - The package.
 * @returns {Promise<AddonFacts | undefined>} The facts, or undefined when there is no working addon.
 */
export async function workingAddon(target) {
  const stamped = readStamp(target);
  if (stamped !== undefined || !existsSync(target.addon)) return stamped;
  try {
    const facts = await checkAddon(target);
    writeStamp(target, facts);
    return facts;
  } catch {
    return undefined;
  }
}

/**
 * Runs a task while no other process changes the same package.
 *
 * @template T
 * @param {NativePackage} target - The package.
 * @param {() => Promise<T>} task - The work.
 * @param {(line: string) => void} say - Where to report a wait.
 * @returns {Promise<T>} What the task returns.
 */
export function withPackageLock(target, task, say) {
  return withLock(lockFileFor(lockFolder(), target.folder), task, {
    onWait: () => say(`waiting for another process that works on ${target.folder}`),
  });
}
