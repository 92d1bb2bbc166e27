import { availableBackends } from '@causal-mechanisms/test-utils';
import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { mendConvolutions } from '../../../src/kernels/native/mendConvolutions.ts';

const NAMES = ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'FusedConv2D'];
const kernels = () => NAMES.map((name) => tf.getKernel(name, 'tensorflow').kernelFunc);

let tooEarly: unknown;
try {
  mendConvolutions();
} catch (error) {
  tooEarly = error;
}
const hasAddon = (await availableBackends()).includes('tensorflow');

describe('mendConvolutions', () => {
  it('asks for the node backend where it is not loaded', () => {
    expect(tooEarly).toBeInstanceOf(BackendError);
    expect(String(tooEarly)).toContain('mendConvolutions: the node backend is not loaded');
  });

  (hasAddon ? it : it.skip)('wraps each kernel once', () => {
    const stock = kernels();
    mendConvolutions();
    const mended = kernels();
    mended.forEach((kernel, at) => expect(kernel).not.toBe(stock[at]));
    mendConvolutions();
    expect(kernels()).toEqual(mended);
  });
});
