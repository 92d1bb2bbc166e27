import * as tf from '@tensorflow/tfjs';
import { movingAverage, useBackend } from '../../src/index.ts';

beforeAll(() => useBackend());

it('weighs the average so far against what comes, and leaves both', async () => {
  const [average, values] = [tf.tensor2d([[1, -2]]), tf.tensor2d([[5, 2]])];
  const before = tf.memory().numTensors;
  const found = [];
  for (const decay of [0, 0.75, 1]) {
    const next = movingAverage(average, values, decay);
    found.push(await next.array());
    next.dispose();
  }
  expect(found).toEqual([[[5, 2]], [[2, -1]], [[1, -2]]]);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([average, values]);
});
