import * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from '../../../src/kernels/wasm/backendAccess.ts';
import { matMulOf } from '../../../src/kernels/wasm/batchMatMul.ts';
import type { SimdProvider } from '../../../src/kernels/wasm/simd/simdKernels.ts';
import type { RunStock } from '../../../src/kernels/wasm/stockKernels.ts';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const unused: SimdProvider = () => {
  throw new Error('not for this product');
};
const plain = { transposeA: false, transposeB: false };

describe('BatchMatMul', () => {
  it.each([
    [[2, 3], [3, 2], false, false],
    [[3, 2], [3, 2], true, false],
    [[2, 3], [2, 3], false, true],
    [[3, 2], [2, 3], true, true],
  ])('multiplies %j and %j, turned %s and %s', async (a, b, transposeA, transposeB) => {
    // The left factor is [[1, 2, 3], [4, 5, 6]], the right one [[1, 2], [3, 4], [5, 6]].
    const left = transposeA ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
    const right = transposeB ? [1, 3, 5, 2, 4, 6] : [1, 2, 3, 4, 5, 6];
    const inputs = { a: tf.tensor(left, a), b: tf.tensor(right, b) };
    expect(await runKernel('BatchMatMul', inputs, { transposeA, transposeB })).toEqual({
      shape: [2, 2],
      values: [22, 28, 49, 64],
    });
  });

  it('uses one factor for all products of a batch', async () => {
    const inputs = { a: tf.tensor3d([1, 2, 3, 4], [2, 1, 2]), b: tf.tensor3d([5, 6], [1, 2, 1]) };
    expect(await runKernel('BatchMatMul', inputs, plain)).toEqual({
      shape: [2, 1, 1],
      values: [17, 39],
    });
  });

  it('pads the rank of the smaller operand with ones', async () => {
    const inputs = { a: tf.tensor3d([1, 2, 3, 4], [2, 1, 2]), b: tf.tensor2d([5, 6], [2, 1]) };
    expect((await runKernel('BatchMatMul', inputs, plain)).values).toEqual([17, 39]);
  });

  it.each<[string, SimdProvider | undefined, number[], number[], 'float32' | 'int32']>([
    ['there is no SIMD', undefined, [1, 2], [2, 1], 'float32'],
    ['a batch repeats along one axis only', unused, [2, 2, 1, 1], [2, 1, 1, 1], 'float32'],
    ['the left factor has another type', unused, [1, 2], [2, 1], 'int32'],
  ])('is the stock kernel where %s', (_where, simd, shapeA, shapeB, dtype) => {
    const calls: unknown[] = [];
    const stock: RunStock = (...call) => {
      calls.push(call);
      return { dataId: {}, shape: [1, 1], dtype: 'float32' };
    };
    const backend = {} as WasmBackend;
    const a: tf.TensorInfo = { dataId: {}, shape: shapeA, dtype };
    const b: tf.TensorInfo = { dataId: {}, shape: shapeB, dtype: 'float32' };
    matMulOf(stock, simd)(backend, a, b, plain);
    expect(calls).toEqual([['BatchMatMul', backend, { a, b }, plain]]);
  });
});
