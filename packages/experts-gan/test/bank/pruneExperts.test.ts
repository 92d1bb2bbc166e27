import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend } from '@causal-mechanisms/tensor-utils';
import { expertUsage, pruneExperts } from '../../src/index.ts';
import { bank, constantExperts, images, vectors } from './banks.ts';

beforeAll(() => useBackend());

it('leaves out who wins nothing, which changes no answer', async () => {
  const model = constantExperts([0.2, 0.9, 0.5, 0.4]); // one level scores highest, whatever the image
  const probe = images(6);
  const { shares } = await expertUsage(model, probe);
  const before = tf.memory().numTensors;
  const pruned = await pruneExperts(model, probe);
  expect(pruned.kept).toEqual([shares.indexOf(1)]);
  const [a, b] = [await model.invert(probe), await pruned.model.invert(probe)];
  expect(await b.images.array()).toEqual(await a.images.array());
  tf.dispose([a.images, b.images]);
  pruned.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  probe.dispose();
  model.dispose();
});

it('keeps exactly those at the least share and above, and always the busiest', async () => {
  const model = bank(5);
  const probe = images(64);
  const { shares } = await expertUsage(model, probe);
  const used = [...new Set(shares.filter((share) => share > 0))].sort((a, b) => a - b);
  const all = await vectors(model);
  for (const leastShare of [...used, 1]) {
    const { model: pruned, kept } = await pruneExperts(model, probe, { leastShare });
    const most = Math.max(...shares);
    const expected = [...shares.keys()].filter((j) => {
      const share = shares[j] ?? NaN;
      return share >= leastShare || share === most;
    });
    expect(kept).toEqual(expected);
    expect(await vectors(pruned)).toEqual(expected.map((j) => all[j]));
    pruned.dispose();
  }
  probe.dispose();
  model.dispose();
});

it.each([0, 1.1, NaN])('refuses a least share of %d', async (leastShare) => {
  const model = bank(2);
  const probe = images(2);
  await expect(pruneExperts(model, probe, { leastShare })).rejects.toThrow(ArgumentError);
  probe.dispose();
  model.dispose();
});
