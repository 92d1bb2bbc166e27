import * as tf from '@tensorflow/tfjs';
import { ArgumentError, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expertDistances, splitExpert } from '../../src/index.ts';
import { bank, builtExperts, images, sparse, twofoldExpert, vectors } from './banks.ts';

beforeAll(() => useBackend());

function mixed(): tf.Tensor4D {
  return tf.tidy(() =>
    tf.concat4d([sparse(30, { lit: 1, level: 0.3 }), sparse(30, { lit: 1, seed: 4 })], 0),
  );
}

it('makes two of an expert that does two things', async () => {
  const model = twofoldExpert();
  const probe = mixed();
  (await model.invert(probe)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const split = await splitExpert(model, 0, probe);
  expect(split.copy).toBe(1);
  expect(split.model.config).toEqual({ ...model.config, experts: 2 });
  const sizes = split.groups.map(({ length }) => length);
  expect(sizes).toEqual([30, 30]);
  const [first, second] = await vectors(split.model);
  expect(first).toEqual((await vectors(model))[0]);
  const differences = (second ?? []).map((value, k) => Math.abs(value - (first?.[k] ?? NaN)));
  expect(Math.max(...differences)).toBeGreaterThan(0);
  const [row] = await expertDistances(split.model, probe);
  expect(row?.[1]).toBeGreaterThan(0);
  expect(row?.[1]).toBeLessThan(0.5);
  split.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  probe.dispose();
  model.dispose();
});

it('leaves an expert alone that does one thing', async () => {
  const model = builtExperts([{ dx: 1 }]);
  const probe = sparse(60);
  const split = await splitExpert(model, 0, probe);
  expect(split.copy).toBeUndefined();
  expect(split.model).not.toBe(model);
  expect(await vectors(split.model)).toEqual(await vectors(model));
  split.model.dispose();
  probe.dispose();
  model.dispose();
});

it('splits from the least bimodality on', async () => {
  const model = twofoldExpert();
  const probe = mixed();
  const copies = [];
  const { bimodality, model: first } = await splitExpert(model, 0, probe, { leastBimodality: 1 });
  first.dispose();
  for (const leastBimodality of [bimodality, Math.min(1, bimodality + 1e-9), 0]) {
    const split = await splitExpert(model, 0, probe, { leastBimodality });
    copies.push(split.copy);
    split.model.dispose();
  }
  expect(copies).toEqual([1, bimodality === 1 ? 1 : undefined, 1]);
  probe.dispose();
  model.dispose();
});

it('draws the noise from its stream, in proportion', async () => {
  const model = bank(2);
  const probe = images(40);
  const settings = { leastBimodality: 0, reach: 1 };
  const copyOf = async (noise: number, seed: number) => {
    const stream = new RandomStream(seed);
    const split = await splitExpert(model, 1, probe, { ...settings, noise, stream });
    const found = await vectors(split.model);
    split.model.dispose();
    return found[2] ?? [];
  };
  const [, own = []] = await vectors(model);
  expect(await copyOf(0, 1)).toEqual(own);
  expect(await copyOf(0.1, 1)).toEqual(await copyOf(0.1, 1));
  expect(await copyOf(0.1, 2)).not.toEqual(await copyOf(0.1, 1));
  const size = async (noise: number) =>
    Math.hypot(...(await copyOf(noise, 1)).map((value, k) => value - (own[k] ?? NaN)));
  expect((await size(0.2)) / (await size(0.1))).toBeCloseTo(2, 3);
  probe.dispose();
  model.dispose();
});

it.each([
  [2, {}],
  [-1, {}],
  [0, { leastBimodality: 1.1 }],
  [0, { leastBimodality: NaN }],
  [0, { noise: -1 }],
  [0, { reach: -1 }],
  [0, { stream: 1 as never }],
])('refuses expert %d with %j', async (expert, options) => {
  const model = bank(2);
  const probe = images(2);
  const before = tf.memory().numTensors;
  await expect(splitExpert(model, expert, probe, options)).rejects.toThrow(ArgumentError);
  expect(tf.memory().numTensors).toBe(before);
  probe.dispose();
  model.dispose();
});
