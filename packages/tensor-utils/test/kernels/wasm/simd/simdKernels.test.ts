import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { WasmBackend } from '../../../../src/kernels/wasm/backendAccess.ts';
import { offsetOf } from '../../../../src/kernels/wasm/backendAccess.ts';
import { compileSimdKernels, withScratch } from '../../../../src/kernels/wasm/simd/simdKernels.ts';

/** A backend that counts what is allocated and freed. */
function memory(answer: number) {
  const calls: [string, number][] = [];
  const wasm = {
    asm: {},
    _malloc: (bytes: number) => (calls.push(['malloc', bytes]), answer),
    _free: (offset: number) => void calls.push(['free', offset]),
  };
  return { calls, backend: { wasm } as unknown as WasmBackend };
}

describe('withScratch', () => {
  it('frees what it allocates, when the body throws too', () => {
    const { calls, backend } = memory(48);
    withScratch(backend, 100, (scratch) => expect(scratch).toBe(48));
    const failing = () =>
      withScratch(backend, 7, () => {
        throw new Error('body');
      });
    expect(failing).toThrow('body');
    expect(calls).toEqual([
      ['malloc', 100],
      ['free', 48],
      ['malloc', 7],
      ['free', 48],
    ]);
  });

  it('reads addresses beyond two gigabytes as what they are', () => {
    const { backend } = memory(-16);
    withScratch(backend, 8, (scratch) => expect(scratch).toBe(2 ** 32 - 16));
  });

  it('reports that there is no memory left', () => {
    const { backend } = memory(0);
    const attempt = () => withScratch(backend, 64, () => undefined);
    expect(attempt).toThrow(BackendError);
    expect(attempt).toThrow('no memory left for 64 bytes of scratch space');
  });
});

describe('compileSimdKernels', () => {
  it('binds the functions to the memory of a backend, once', async () => {
    await tf.setBackend('wasm');
    const simd = await compileSimdKernels();
    const backend = tf.backend() as unknown as WasmBackend;
    const kernels = simd?.(backend);
    expect(simd?.(backend)).toBe(kernels);
    const x = tf.tensor2d([1, 2, 3, 10, 20, 30], [2, 3]);
    const sums = tf.zeros([3]);
    kernels?.columnSum(offsetOf(backend, x), offsetOf(backend, sums), 2, 3);
    expect([...(await sums.data())]).toEqual([11, 22, 33]);
    tf.dispose([x, sums]);
  });

  it('refuses a backend that does not show its memory', async () => {
    const simd = await compileSimdKernels();
    expect(() => simd?.(memory(8).backend)).toThrow('the backend does not show its memory');
  });

  it.each([
    ['WASM_HAS_SIMD_SUPPORT', false],
    ['WASM_HAS_MULTITHREAD_SUPPORT', true],
  ])('gives nothing when %s is %s', async (flag, value) => {
    const before = tf.env().get(flag);
    tf.env().set(flag, value);
    try {
      expect(await compileSimdKernels()).toBeUndefined();
    } finally {
      tf.env().set(flag, before);
    }
  });
});
