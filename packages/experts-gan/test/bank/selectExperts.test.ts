import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend } from '@causal-mechanisms/tensor-utils';
import { selectExperts } from '../../src/index.ts';
import { bank, images, vectors } from './banks.ts';

beforeAll(() => useBackend());

it('takes experts with their statistics in the order asked for, and the discriminator', async () => {
  const model = bank(3);
  model.networks[2]?.setStatistics(tf.fill([model.networks[2].statistics.size], 0.5));
  const probe = images(4);
  const before = tf.memory().numTensors;
  const chosen = await selectExperts(model, [2, 0, 2]);
  const [first, , third] = await vectors(model);
  expect(await vectors(chosen)).toEqual([third, first, third]);
  expect(chosen.config).toEqual({ ...model.config, experts: 3 });
  const [a, b] = [model.discriminate(probe), chosen.discriminate(probe)];
  expect(await b.array()).toEqual(await a.array());
  tf.dispose([a, b]);
  chosen.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(model.experts).toBe(3);
  probe.dispose();
  model.dispose();
});

it.each([[[]], [[3]], [[-1]], [[0.5]]])('refuses %j', async (experts) => {
  const model = bank(3);
  await expect(selectExperts(model, experts)).rejects.toThrow(ArgumentError);
  model.dispose();
});
