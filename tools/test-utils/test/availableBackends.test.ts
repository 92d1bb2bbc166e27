import * as tf from '@tensorflow/tfjs';
import { availableBackends } from '../src/index.ts';

it('ends with the one that is always there, registers what it names, and chooses none', async () => {
  await tf.setBackend('cpu');
  const found = await availableBackends();
  expect(found.at(-1)).toBe('cpu');
  expect(new Set(found).size).toBe(found.length);
  expect(tf.getBackend()).toBe('cpu');
  for (const backend of found) {
    expect(await tf.setBackend(backend)).toBe(true);
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
  }
  await tf.setBackend('cpu');
});
