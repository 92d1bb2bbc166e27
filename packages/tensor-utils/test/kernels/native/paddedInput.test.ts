import { availableBackends } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { paddedInput } from '../../../src/kernels/native/paddedInput.ts';

const hasAddon = (await availableBackends()).includes('tensorflow');

describe('paddedInput', () => {
  (hasAddon ? it : it.skip)('puts zeros behind an input', async () => {
    await tf.setBackend('tensorflow');
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const padded = paddedInput({ inputs: { x }, backend: tf.backend() }, 'x', [1, 2]);
    expect(padded.shape).toEqual([3, 4]);
    expect(Array.from(await padded.data())).toEqual([1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0]);
    tf.dispose([x, padded]);
  });

  it('insists on the input', () => {
    expect(() => paddedInput({ inputs: {}, backend: {} }, 'x', [1])).toThrow('input x is missing');
  });
});
