import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

describe('Identity', () => {
  it('keeps a clone alive when the original is disposed of', async () => {
    const x = tf.tensor1d([1, 2]);
    const clone = x.clone();
    x.dispose();
    expect([...(await clone.data())]).toEqual([1, 2]);
    clone.dispose();
  });

  it('gives a tensor of its own through the engine, which outlives its input', async () => {
    const x = tf.tensor1d([3, 4]);
    const same = tf.engine().runKernel<tf.Tensor>('Identity', { x });
    expect([same.shape, same.dtype]).toEqual([[2], 'float32']);
    x.dispose();
    tf.ones([2]).dispose(); // would take the place of freed values
    expect([...(await same.data())]).toEqual([3, 4]);
    same.dispose();
  });

  it('frees the values with the last of its tensors', async () => {
    await expectLeakFree(() => {
      const x = tf.tensor1d([1, 2]);
      const copies = [x.clone(), x.clone()];
      tf.dispose([x, copies]);
    });
  });
});
