import * as tf from '@tensorflow/tfjs';
import { checkGradients } from './gradientCheck.ts';
import { checkCopy, isRegistered, quietly, start } from './startBackend.ts';
import { mendConvolutions } from '../kernels/native/mendConvolutions.ts';
import { registerWasmTrainingKernels } from '../kernels/wasm/register.ts';
import type { ListeningProcess } from './strayListeners.ts';
import { withoutStrayListeners } from './strayListeners.ts';
import type { UtilProcess } from './lostUtil.ts';
import { restoreLostUtil } from './lostUtil.ts';

/** The rungs of the backend ladder, best first. */
export const BACKEND_RUNGS: readonly BackendRung[] = ['node-gpu', 'node', 'wasm', 'cpu'];

/**
 * A rung of the backend ladder: native TensorFlow with CUDA, native TensorFlow, WebAssembly with training kernels, pure
 * JavaScript.
 */
export type BackendRung = 'node-gpu' | 'node' | 'wasm' | 'cpu';

/** Imports a package by its name. */
export type ImportModule = (name: string) => Promise<unknown>;

/** Names held as plain strings: compilers and bundlers then do not ask for packages that may be absent. */
const PACKAGES: Readonly<Record<Exclude<BackendRung, 'cpu'>, string>> = {
  'node-gpu': '@tensorflow/tfjs-node-gpu',
  node: '@tensorflow/tfjs-node',
  wasm: '@tensorflow/tfjs-backend-wasm',
};

/** What Node offers of `process`; absent in browsers. */
export interface ProcessLike extends UtilProcess, Partial<ListeningProcess> {
  /** The environment variables. */
  readonly env: Record<string, string | undefined>;
}

/** Node's `process`, if this is Node. */
export function currentProcess(): ProcessLike | undefined {
  return (globalThis as unknown as { process?: ProcessLike }).process;
}

/**
 * Loads one rung and makes it the current backend.
 *
 * @param rung - Which one.
 * @param importModule - Imports a package by its name.
 * @throws whatever the package throws; BackendError when it loads but gives no usable backend, or a native one computes wrong gradients.
 */
export async function loadRung(rung: BackendRung, importModule: ImportModule): Promise<void> {
  await quietly(async () => {
    if (rung === 'cpu') {
      await start('cpu');
      tf.scalar(0).dispose(); // the first tensor prints tfjs's advice to install its node package
      return;
    }
    if (rung === 'wasm') {
      if (!isRegistered('wasm')) await importModule(PACKAGES.wasm);
      checkCopy('wasm', PACKAGES.wasm);
      await registerWasmTrainingKernels();
      await withoutStrayListeners(currentProcess(), () => start('wasm'));
      return;
    }
    await loadNative(PACKAGES[rung], importModule);
  });
}

async function loadNative(name: string, importModule: ImportModule): Promise<void> {
  const process = currentProcess();
  if (process !== undefined) process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // read once, at load
  restoreLostUtil(process);
  try {
    await importModule(name);
  } catch (error) {
    // The package registers its kernels before it looks for its addon. What a failed one leaves behind would get in
    // the way of the next.
    if (!isRegistered('tensorflow')) {
      for (const { kernelName } of tf.getKernelsForBackend('tensorflow')) {
        tf.unregisterKernel(kernelName, 'tensorflow');
      }
    }
    throw error;
  }
  checkCopy('tensorflow', name);
  await start('tensorflow');
  mendConvolutions();
  await checkGradients();
}
