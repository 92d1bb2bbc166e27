import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend, ValuesError } from '@causal-mechanisms/tensor-utils';
import { expertUsage, mergeExperts, selectExperts } from '../../src/index.ts';
import { bank, constantExperts, images, vectors } from './banks.ts';

beforeAll(() => useBackend());

it('keeps one of several with the same map, the one that wins most', async () => {
  const model = constantExperts([0.5, 0.2, 0.51, 0.21, 0.9]);
  const probe = tf.zeros<tf.Rank.R4>([4, 8, 8, 1]);
  const { shares } = await expertUsage(model, probe);
  const winner = shares.indexOf(1);
  const before = tf.memory().numTensors;
  const merged = await mergeExperts(model, probe, { mostDistance: 0.01 });
  const sets = merged.groups.map((group) => [...group].sort((a, b) => a - b));
  expect(sets).toEqual([[0, 2], [1, 3], [4]]);
  const firsts = merged.groups.map(([first = NaN]) => first);
  expect(firsts).toContain(winner);
  const all = await vectors(model);
  expect(await vectors(merged.model)).toEqual(firsts.map((j) => all[j]));
  merged.model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  probe.dispose();
  model.dispose();
});

it('links experts by a row of near ones, up to the distance and no further', async () => {
  // 0.5 to 0.6: 0.0328; 0.6 to 0.7: 0.0235; 0.5 to 0.7: 0.108.
  const model = constantExperts([0.5, 0.6, 0.7]);
  const probe = tf.zeros<tf.Rank.R4>([1, 8, 8, 1]);
  const counts = [];
  for (const mostDistance of [0.02, 0.03, 0.04]) {
    const merged = await mergeExperts(model, probe, { mostDistance });
    counts.push(merged.model.experts);
    merged.model.dispose();
  }
  expect(counts).toEqual([3, 2, 1]);
  probe.dispose();
  model.dispose();
});

it('leaves different experts alone, and merges copies at distance 0', async () => {
  const model = bank(2);
  const probe = images(3);
  const doubled = await selectExperts(model, [0, 1, 1]);
  const merged = await mergeExperts(doubled, probe, { mostDistance: 0 });
  expect(merged.model.experts).toBe(2);
  tf.dispose(probe);
  for (const one of [merged.model, doubled, model]) one.dispose();
});

it('compares two on the images that one of them wins, where it is told to', async () => {
  const model = constantExperts([0.2, 0.8, 0.2, 0.8]);
  const probe = tf.zeros<tf.Rank.R4>([4, 8, 8, 1]);
  const { shares } = await expertUsage(model, probe);
  const winner = shares.indexOf(1);
  const merged = await mergeExperts(model, probe, { among: 'won' });
  // Of the pair that wins nothing nothing is known.
  const twin = (winner + 2) % 4;
  const idle = [0, 1, 2, 3].filter((expert) => expert !== winner && expert !== twin);
  const expected = [[winner, twin], ...idle.map((expert) => [expert])];
  expect(merged.groups.toSorted()).toEqual(expected.toSorted());
  merged.model.dispose();
  probe.dispose();
  model.dispose();
});

it.each([-0.1, NaN])('refuses a distance of %d', async (mostDistance) => {
  const model = bank(2);
  const probe = images(2);
  await expect(mergeExperts(model, probe, { mostDistance })).rejects.toThrow(ArgumentError);
  probe.dispose();
  model.dispose();
});

it('applies every expert once to every part of the images', async () => {
  const model = bank(3);
  const probe = images(5);
  const apply = jest.spyOn(model, 'apply');
  const invert = jest.spyOn(model, 'invert');
  const merged = await mergeExperts(model, probe);
  expect(apply).toHaveBeenCalledTimes(3);
  expect(invert).not.toHaveBeenCalled();
  probe.dispose();
  merged.model.dispose();
  model.dispose();
});

it('refuses images whose scores are no numbers, and leaves no tensor', async () => {
  const model = bank(2);
  const probe = tf.fill<tf.Rank.R4>([2, 8, 8, 1], NaN);
  model.apply(probe, 0).dispose(); // experts keep a folded form
  model.apply(probe, 1).dispose();
  const before = tf.memory().numTensors;
  await expect(mergeExperts(model, probe)).rejects.toThrow(ValuesError);
  expect(tf.memory().numTensors).toBe(before);
  probe.dispose();
  model.dispose();
});
