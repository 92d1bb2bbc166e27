import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { eachBatch } from '../../src/evaluate/eachBatch.ts';

beforeAll(() => useBackend());

const data = factorDataset({
  name: 'five',
  observations: Float32Array.from({ length: 10 }, (_, i) => i),
  shape: [2],
  factors: [{ name: 'f', kind: 'continuous' }],
  values: [0, 1, 2, 3, 4],
});

it('shows all observations in their order, the last ones too, and leaves nothing', async () => {
  const before = tf.memory().numTensors;
  const seen: [number, number[]][] = [];
  await eachBatch(data, { batchSize: 2 }, async (observations, from) => {
    seen.push([from, Array.from(await observations.data())]);
  });
  expect(seen).toEqual([
    [0, [0, 1, 2, 3]],
    [2, [4, 5, 6, 7]],
    [4, [8, 9]],
  ]);
  expect(tf.memory().numTensors).toBe(before);
});

it('stops at the signal and at an error, without leaving tensors', async () => {
  const before = tf.memory().numTensors;
  const abort = new AbortController();
  let looks = 0;
  const reading = { batchSize: 1, signal: abort.signal };
  const stopped = eachBatch(data, reading, () => {
    looks++;
    abort.abort(new Error('enough'));
    return Promise.resolve();
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(looks).toBe(1);
  const failed = eachBatch(data, { batchSize: 3 }, () => Promise.reject(new Error('bad')));
  await expect(failed).rejects.toThrow('bad');
  expect(tf.memory().numTensors).toBe(before);
});
