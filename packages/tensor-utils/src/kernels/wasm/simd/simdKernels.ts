import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../../errors.ts';
import type { WasmBackend } from '../backendAccess.ts';
import { SIMD_MODULE } from './simdModule.ts';

/** Bytes of the stack that the SIMD module gets inside the backend's memory. */
const STACK_BYTES = 65536;

/**
 * The functions of the SIMD module (`kernels/wasm/*.c`). Arrays are byte offsets in the backend's memory, 0 for "none".
 */
export interface SimdKernels {
  /** Scratch bytes for `conv3x3` and `conv3x3FilterGradient`. */
  conv3x3ScratchBytes(channels: number, filters: number): number;
  /** x, w, bias, y, scratch, batch, height, width, channels, outHeight, outWidth, filters, padTop, padLeft, flip. */
  conv3x3(...operands: readonly number[]): void;
  /** x, dy, dw, scratch, batch, height, width, channels, outHeight, outWidth, filters, padTop, padLeft. */
  conv3x3FilterGradient(...operands: readonly number[]): void;
  /** Scratch bytes for `conv3x3FromOne` and `conv3x3ThinFilterGradient`. */
  thinScratchBytes(outWidth: number, channels: number): number;
  /** x, w, bias, y, scratch, batch, height, width, outHeight, outWidth, filters, padTop, padLeft, flip. */
  conv3x3FromOne(...operands: readonly number[]): void;
  /** x, w, bias, y, batch, height, width, channels, outHeight, outWidth, padTop, padLeft, flip. */
  conv3x3ToOne(...operands: readonly number[]): void;
  /** thin, wide, dw, scratch, batch, thin height and width, wide height and width, channels, padTop, padLeft, flip. */
  conv3x3ThinFilterGradient(...operands: readonly number[]): void;
  /** Scratch bytes for `matMul`. */
  matMulScratchBytes(): number;
  /** a, b, out, scratch, m, k, n, transposeA, transposeB. */
  matMul(...operands: readonly number[]): void;
  /** x, out, rows, channels. */
  columnSum(...operands: readonly number[]): void;
  /** x, gamma, beta, y, mean, variance, scratch (2 channels), rows, channels, epsilon. */
  batchNorm(...operands: readonly number[]): void;
  /** dy, x, gamma, mean, variance, dx, dgamma, dbeta, scratch (3 channels), rows, channels, epsilon. */
  batchNormGradient(...operands: readonly number[]): void;
  /** dy, y, dx, size. */
  eluGradient(...operands: readonly number[]): void;
  /** dy, dx, output rows of all images, output width, channels, window height, window width. */
  avgPoolGradient(...operands: readonly number[]): void;
}

/** Gives the SIMD functions bound to the memory of a backend. */
export type SimdProvider = (backend: WasmBackend) => SimdKernels;

/** The part of the WebAssembly interface in use; its types ship with the DOM library, which is not in scope. */
interface WebAssemblyInterface {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: object } },
  ) => { readonly exports: SimdKernels & { readonly __stack_pointer: { value: number } } };
}

const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyInterface };

/**
 * Compiles the SIMD module.
 *
 * @returns A provider, or `undefined` where the module cannot work: without SIMD, or on the threaded build of the
 * backend, whose memory is shared.
 */
export async function compileSimdKernels(): Promise<SimdProvider | undefined> {
  const flag = async (name: string) => (await tf.env().getAsync(name)) === true;
  if (!(await flag('WASM_HAS_SIMD_SUPPORT')) || (await flag('WASM_HAS_MULTITHREAD_SUPPORT'))) {
    return undefined;
  }
  const module = await webAssembly.compile(
    Uint8Array.from(atob(SIMD_MODULE), (character) => character.charCodeAt(0)),
  );
  const bound = new WeakMap<WasmBackend, SimdKernels>();
  return (backend) => {
    let kernels = bound.get(backend);
    if (kernels === undefined) {
      kernels = bind(module, backend);
      bound.set(backend, kernels);
    }
    return kernels;
  };
}

/** Runs `body` with `bytes` of scratch memory. */
export function withScratch(
  { wasm }: WasmBackend,
  bytes: number,
  body: (scratch: number) => void,
): void {
  const scratch = allocate(wasm, bytes);
  try {
    body(scratch);
  } finally {
    wasm._free(scratch);
  }
}

function bind(module: object, { wasm }: WasmBackend): SimdKernels {
  const { memory } = wasm.asm;
  if (memory === undefined) throw new BackendError('wasm: the backend does not show its memory');
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  exports.__stack_pointer.value = (allocate(wasm, STACK_BYTES) + STACK_BYTES) & ~15;
  return exports;
}

function allocate(wasm: WasmBackend['wasm'], bytes: number): number {
  const offset = wasm._malloc(bytes) >>> 0;
  if (offset === 0) {
    throw new BackendError(`wasm: no memory left for ${bytes} bytes of scratch space`, {
      data: { bytes },
    });
  }
  return offset;
}
