import { readStamp } from '../../../packages/tensor-utils/linker/addon/addonStamp.mjs';
import { ensureKernels } from '../../../packages/tensor-utils/linker/kernels/buildKernels.mjs';
import { findPackage } from '../../../packages/tensor-utils/linker/findPackage.mjs';
import {
  linkNative,
  withPackageLock,
  workingAddon,
} from '../../../packages/tensor-utils/linker/linkNative.mjs';
import { findTools } from '../../../packages/tensor-utils/linker/nativeTools.mjs';
import {
  hasNvidiaDriver,
  hasNvidiaGpu,
} from '../../../packages/tensor-utils/linker/tensorflow/nvidiaGpu.mjs';
import { tryOwnInstaller } from '../../../packages/tensor-utils/linker/addon/ownInstaller.mjs';
import { recentFailure, recordFailure } from './failedAttempts.mjs';

/**
 * @typedef {import('../../../packages/tensor-utils/linker/findPackage.mjs').NativePackage} NativePackage
 * @typedef {import('../../../packages/tensor-utils/linker/addon/checkAddon.mjs').AddonFacts} AddonFacts
 *
 * @typedef {object} NativeStep
 * @property {string} root - Root of the checkout.
 * @property {NodeJS.ProcessEnv} env - Environment.
 * @property {boolean} retry - Whether to try again what failed lately.
 * @property {() => number} now - Clock, in milliseconds.
 * @property {(line: string) => void} say - Where to report.
 */

/** Values of `CAUSAL_MECHANISMS_BACKEND` that need no addon. */
const portableBackends = ['wasm', 'cpu'];

/**
 * Gets one package's addon: the one in place, its own installer's, or one linked to a wheel.
 *
 * @param {NativePackage} target - The package.
 * @param {boolean} nvidia - Whether it is for a GPU.
 * @param {NativeStep} step - Surroundings.
 * @returns {Promise<AddonFacts>} What the addon says of itself.
 */
async function obtainAddon(target, nvidia, step) {
  const present = await workingAddon(target);
  if (present !== undefined) return present;
  if (nvidia) {
    if (!(await hasNvidiaGpu(step.env))) throw new Error('no NVIDIA GPU answers nvidia-smi');
  } else {
    // Only without a GPU: the CUDA of that installer's TensorFlow is too old for current GPUs.
    const problem = await tryOwnInstaller(target, step.env);
    const facts = problem === '' ? await workingAddon(target) : undefined;
    if (facts !== undefined) return facts;
    const reason = problem === '' ? 'its addon does not work' : problem;
    step.say(`native backend: the installer of ${target.name} is of no use (${reason})`);
  }
  return linkNative(target, { nvidia, say: (line) => step.say(`native backend: ${line}`) });
}

/**
 * Sets the native backend up where that is possible. A failure is no failure of the set-up: WASM
 * does the same work more slowly.
 *
 * @param {NativeStep} step - Surroundings.
 * @returns {Promise<string>} One line for the user.
 */
export async function ensureNativeBackend(step) {
  const { root, env, retry, now, say } = step;
  const forced = env['CAUSAL_MECHANISMS_BACKEND'] ?? '';
  if (portableBackends.includes(forced)) {
    return `native backend: not needed (CAUSAL_MECHANISMS_BACKEND=${forced})`;
  }
  const choices = [
    ...(forced !== 'node' && hasNvidiaDriver()
      ? [{ name: '@tensorflow/tfjs-node-gpu', nvidia: true }]
      : []),
    { name: '@tensorflow/tfjs-node', nvidia: false },
  ];
  const tools = findTools(env);
  let reason = '';
  for (const { name, nvidia } of choices) {
    const target = findPackage(root, name);
    if (target === undefined) {
      reason = `${name} is not installed`;
      continue;
    }
    const stamped = readStamp(target);
    if (stamped !== undefined) return ready(target, stamped, step);
    const key = [process.versions.node, target.version, tools.python, tools.compiler].join(' ');
    reason = retry ? '' : recentFailure(root, name, key, now());
    if (reason !== '') continue;
    try {
      const work = () => obtainAddon(target, nvidia, step);
      return await ready(target, await withPackageLock(target, work, say), step);
    } catch (error) {
      reason = reasonOf(error);
      recordFailure(root, name, { key, time: now(), message: reason });
      if (nvidia) say(`native backend: no GPU (${reason}), trying the CPU`);
    }
  }
  return (
    `native backend: none (${reason}); the slower WASM backend is used. ` +
    'Try again with: npm run setup -- --retry (see docs/guides/backends.md)'
  );
}

/**
 * Completes a working addon: on the CPU, with training kernels of our own.
 *
 * @param {NativePackage} target - The package.
 * @param {AddonFacts} facts - What its addon says of itself.
 * @param {NativeStep} step - Surroundings.
 * @returns {Promise<string>} One line for the user.
 */
async function ready(target, facts, { env, say }) {
  const device = facts.gpu ? 'GPU' : 'CPU';
  const line = `native backend: ${target.name} with TensorFlow ${facts.tensorflow} on the ${device}`;
  if (facts.gpu || env['CAUSAL_MECHANISMS_NATIVE_KERNELS'] === 'off') return line;
  return `${line}; ${await ensureKernels(target, { say: (each) => say(`native backend: ${each}`) })}`;
}

/**
 * @param {unknown} error - Why there is no addon.
 * @returns {string} The reason, and how to see what it is cut from.
 */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const more = 'detail' in error && error.detail !== '';
  return more
    ? `${error.message}; all of it: npx causal-mechanisms-native --verbose`
    : error.message;
}
