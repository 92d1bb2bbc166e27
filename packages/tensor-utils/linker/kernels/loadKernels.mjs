import { existsSync } from 'node:fs';
import { kernelFiles } from './kernelFiles.mjs';

/**
 * Registers the native training kernels with the TensorFlow that tfjs-node has loaded into this process.
 *
 * @param {string} [cache] - Cache folder. Default: the user's.
 * @returns {boolean} Whether they are there now; false when they have not been compiled for this processor.
 * @throws {Error} When they do not load.
 */
export function loadKernels(cache) {
  const { addon } = kernelFiles(cache);
  if (!existsSync(addon)) return false;
  process.dlopen({ exports: {} }, addon); // its initialiser registers, once per process
  return true;
}
