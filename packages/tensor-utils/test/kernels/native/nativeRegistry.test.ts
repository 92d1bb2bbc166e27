import * as tf from '@tensorflow/tfjs';
import {
  findKernel,
  isOnProcessor,
  kernelOf,
  replaceKernel,
} from '../../../src/kernels/native/nativeRegistry.ts';
import type { NativeKernel } from '../../../src/kernels/native/nativeBackend.ts';

const CALL = { inputs: {}, backend: {} };
const giving =
  (dtype: tf.DataType): NativeKernel =>
  () => ({ dataId: {}, shape: [], dtype });

describe('the registry of the node backend', () => {
  it('takes kernels, new ones and in the place of others', () => {
    expect(findKernel('CausalTest')).toBeUndefined();
    const run = kernelOf('CausalTest');
    expect(() => run(CALL)).toThrow('the node backend has no such kernel');
    for (const dtype of ['int32', 'bool'] as const) {
      const kernel = giving(dtype);
      replaceKernel('CausalTest', kernel);
      expect(findKernel('CausalTest')).toBe(kernel);
      expect(run(CALL)).toMatchObject({ dtype });
    }
    tf.unregisterKernel('CausalTest', 'tensorflow');
  });

  it.each([
    [undefined, true],
    [false, true],
    [true, false],
  ])('knows a GPU: %s', (isUsingGpuDevice, expected) => {
    const backend: unknown = { isUsingGpuDevice, dispose: () => undefined };
    tf.registerBackend('tensorflow', () => backend as tf.KernelBackend);
    expect(isOnProcessor('here')).toBe(expected);
    tf.removeBackend('tensorflow');
  });

  it('asks for the backend', () => {
    expect(() => isOnProcessor('here')).toThrow('here: the node backend is not loaded');
  });
});
