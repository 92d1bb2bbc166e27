import { BackendError } from '../../errors.ts';
import { registerWasmTrainingKernels } from '../../kernels/wasm/register.ts';
import { loadRung } from '../backendRungs.ts';
import { checkCopy, isRegistered, quietly, start } from '../startBackend.ts';
import { checkGradients } from '../gradientCheck.ts';
import { drawsInSoftware } from './softwareDrawing.ts';
import { placeWasmFiles } from './wasmFiles.ts';

/** The rungs of the ladder for browsers, best first. */
export const WEB_RUNGS: readonly WebRung[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** A rung of the ladder for browsers: WebGPU, WebGL, WebAssembly with training kernels, pure JavaScript. */
export type WebRung = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Settings of {@link loadWebRung}. */
interface WebRungOptions {
  /** The folder of the WASM binaries. Default: they are looked for. */
  readonly wasmFolder: string | undefined;
  /** Whether WebGL may draw in software. */
  readonly allowSoftware: boolean;
}

/**
 * Loads one rung and makes it the current backend.
 *
 * @param rung - Which one.
 * @param options - Where things are.
 * @throws BackendError when it is not there, or computes wrong gradients; whatever its package throws.
 */
export async function loadWebRung(rung: WebRung, options: WebRungOptions): Promise<void> {
  if (rung === 'cpu') await loadRung('cpu', () => Promise.resolve());
  else if (rung === 'wasm') await quietly(() => loadWasm(options.wasmFolder));
  else await quietly(() => loadGpu(rung, options.allowSoftware));
}

async function loadGpu(rung: 'webgpu' | 'webgl', allowSoftware: boolean): Promise<void> {
  if (!isRegistered(rung)) {
    throw new BackendError(
      rung === 'webgpu'
        ? '@tensorflow/tfjs-backend-webgpu has not been imported'
        : 'there is no WebGL here',
    );
  }
  if (rung === 'webgl' && !allowSoftware && drawsInSoftware()) {
    throw new BackendError('the browser draws in software, which is slower than WebAssembly');
  }
  await start(rung);
  await checkGradients();
}

async function loadWasm(folder: string | undefined): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  checkCopy('wasm', '@tensorflow/tfjs-backend-wasm');
  await placeWasmFiles(setWasmPaths, { folder });
  await registerWasmTrainingKernels();
  await start('wasm');
}
