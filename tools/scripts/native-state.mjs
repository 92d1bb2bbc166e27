// Prints what a result of a test depends on besides files and environment: an input of nx, so that a result from before
// the native backend was there is not taken for one with it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stampKey } from '../../packages/tensor-utils/linker/addon/addonStamp.mjs';
import { findPackage } from '../../packages/tensor-utils/linker/findPackage.mjs';
import { kernelFiles } from '../../packages/tensor-utils/linker/kernels/kernelFiles.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const addons = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'].map((name) => {
  const found = findPackage(root, name);
  return { name, state: (found && stampKey(found)) ?? 'none' };
});
const { addon } = kernelFiles();
console.log(JSON.stringify({ addons, kernels: existsSync(addon) ? addon : 'none' }));
