import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { Observed } from '../../src/training/observed.ts';

beforeAll(() => useBackend());

it('keeps what it was shown beyond the tidy that made it, and the last of each name', async () => {
  const before = tf.memory().numTensors;
  const observed = new Observed();
  tf.tidy(() => {
    observed.take('mean', tf.tensor1d([1]));
    observed.take('variance', tf.tensor1d([2]));
    observed.take('mean', tf.tensor1d([3]));
  });
  expect([...observed.values.keys()]).toEqual(['mean', 'variance']);
  expect(await observed.values.get('mean')?.array()).toEqual([3]);
  observed.dispose();
  expect(observed.values.size).toBe(0);
  expect(tf.memory().numTensors).toBe(before);
});
