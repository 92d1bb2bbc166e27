import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  ConfigError,
  RandomStream,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { addExperts } from '../../src/index.ts';
import { bank, vectors } from './banks.ts';

beforeAll(() => useBackend());

it('adds experts at a random start behind those that are there', async () => {
  const model = bank(2);
  const before = tf.memory().numTensors;
  const larger = await addExperts(model, 2, new RandomStream(7));
  const [a, b] = await vectors(model);
  const found = await vectors(larger);
  expect(larger.config.experts).toBe(4);
  expect(found.slice(0, 2)).toEqual([a, b]);
  expect(found[2]).not.toEqual(found[3]);
  expect(found[2]).toHaveLength(a?.length ?? 0);
  const again = await addExperts(model, 2, new RandomStream(7));
  expect(await vectors(again)).toEqual(found);
  larger.dispose();
  again.dispose();
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

it('refuses counts that are none, and more experts than a bank may have', async () => {
  const model = bank(2);
  for (const count of [0, -1, 0.5, 257]) {
    await expect(addExperts(model, count, new RandomStream(1))).rejects.toThrow(ArgumentError);
  }
  await expect(addExperts(model, 255, new RandomStream(1))).rejects.toThrow(ConfigError);
  model.dispose();
});
