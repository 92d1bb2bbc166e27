import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend } from '@causal-mechanisms/tensor-utils';
import { expertBimodality } from '../../src/index.ts';
import { bank, builtExperts, images, sparse, twofoldExpert } from './banks.ts';

beforeAll(() => useBackend());

/** Every third image is dim. */
function dimAndBright(count: number): tf.Tensor4D {
  return tf.tidy(() => {
    const dim = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 0.3 : 1));
    return sparse(count, { lit: 1 }).mul<tf.Tensor4D>(tf.tensor4d(dim, [count, 1, 1, 1]));
  });
}

it('finds the two things that an expert does, and which images it does them to', async () => {
  const model = twofoldExpert();
  const probe = dimAndBright(60);
  (await model.invert(probe)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const [only] = await expertBimodality(model, probe);
  expect(tf.memory().numTensors).toBe(before);
  expect(only?.bimodality).toBeGreaterThan(0.9);
  expect(only?.silhouette).toBeGreaterThan(0.2);
  const dim = Array.from({ length: 20 }, (_, i) => 3 * i);
  expect(only?.groups).toContainEqual(dim);
  expect(only?.groups.flat().sort((a, b) => a - b)).toEqual([...Array(60).keys()]);
  probe.dispose();
  model.dispose();
});

it.each([[{}], [{ dx: 2 }], [{ dx: -1, dy: 2 }], [{ invert: true }]])(
  'finds one thing where an expert does %j',
  async (map) => {
    const model = builtExperts([map]);
    const probe = sparse(120);
    const [only] = await expertBimodality(model, probe);
    expect(only?.bimodality).toBeLessThan(0.5);
    expect(only?.groups.flat()).toHaveLength(120);
    probe.dispose();
    model.dispose();
  },
);

it('answers for every expert from the images that it wins', async () => {
  const model = bank(3);
  const probe = images(50);
  const { images: outputs, winners } = await model.invert(probe);
  outputs.dispose();
  const found = await expertBimodality(model, probe, { reach: 1 });
  expect(found).toHaveLength(3);
  for (const [expert, { groups, silhouette, bimodality }] of found.entries()) {
    const won = [...winners.keys()].filter((image) => winners[image] === expert);
    expect(groups.flat().sort((a, b) => a - b)).toEqual(won);
    if (won.length === 0) {
      expect(silhouette).toBeNaN();
      expect(bimodality).toBe(0);
    }
  }
  probe.dispose();
  model.dispose();
});

it('sees displacements up to its reach only', async () => {
  const model = twofoldExpert();
  const probe = dimAndBright(60);
  const [near] = await expertBimodality(model, probe, { reach: 0 });
  const [far] = await expertBimodality(model, probe, { reach: 4 });
  expect(near?.silhouette).not.toBe(far?.silhouette);
  probe.dispose();
  model.dispose();
});

it.each([-1, 0.5, NaN, 65])('refuses a reach of %d', async (reach) => {
  const model = bank(1);
  const probe = images(2);
  await expect(expertBimodality(model, probe, { reach })).rejects.toThrow(ArgumentError);
  probe.dispose();
  model.dispose();
});
