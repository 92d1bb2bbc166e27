import type * as tf from '@tensorflow/tfjs';
import {
  areFloats,
  nativeBackendOf,
  nativeInput,
} from '../../../src/kernels/native/nativeBackend.ts';

const tensor = (dtype: tf.DataType): tf.TensorInfo => ({ dataId: {}, shape: [1], dtype });

describe('a call of a native kernel', () => {
  const backend = {};
  const call = { inputs: { x: tensor('float32') }, backend };

  it('hands out its backend and its inputs', () => {
    expect(nativeBackendOf(call)).toBe(backend);
    expect(nativeInput(call, 'x')).toBe(call.inputs.x);
  });

  it('names an input that is missing', () => {
    expect(() => nativeInput(call, 'filter')).toThrow('native kernel: input filter is missing');
  });
});

describe('areFloats', () => {
  it('holds where all tensors are floats', () => {
    expect(areFloats(tensor('float32'), tensor('float32'))).toBe(true);
    expect(areFloats(tensor('float32'), tensor('int32'))).toBe(false);
    expect(areFloats(tensor('bool'), tensor('float32'))).toBe(false);
  });
});
