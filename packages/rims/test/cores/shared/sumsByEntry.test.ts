import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { sumsByEntry } from '../../../src/cores/shared/sumsByEntry.ts';

beforeAll(() => useBackend());

it.each([5, 3000])('adds up what was looked up in a table of %i entries', async (entries) => {
  const gradients = tf.tensor2d([1, 2, 10, 20, 100, 200], [3, 2]);
  const indices = tf.tensor1d([4, 1, 4], 'int32');
  const alive = tf.memory().numTensors;
  const sums = sumsByEntry(gradients, indices, entries);
  expect(tf.memory().numTensors).toBe(alive + 1);
  expect(sums.shape).toEqual([entries, 2]);
  expect(Array.from(await sums.slice([0, 0], [5, 2]).data())).toEqual([
    0, 0, 10, 20, 0, 0, 0, 0, 101, 202,
  ]);
  expect(Array.from(await sums.sum().data())).toEqual([333]);
});
