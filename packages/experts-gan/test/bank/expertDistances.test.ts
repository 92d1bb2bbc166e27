import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expertDistances } from '../../src/index.ts';
import { bank, constantExperts, images } from './banks.ts';

beforeAll(() => useBackend());

it('sets the squared difference of outputs against how far they move the images', async () => {
  const model = constantExperts([0.5, 0.25, 0.5]);
  const black = tf.zeros<tf.Rank.R4>([70, 8, 8, 1]); // more than are worked on at a time
  (await model.invert(black)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const found = await expertDistances(model, black);
  expect(tf.memory().numTensors).toBe(before);
  // 0.25^2 over the mean of 0.5^2 and 0.25^2.
  const apart = 0.0625 / ((0.25 + 0.0625) / 2);
  const expected = [
    [0, apart, 0],
    [apart, 0, apart],
    [0, apart, 0],
  ];
  found.forEach((row, i) => {
    row.forEach((value, j) => {
      expect(value).toBeCloseTo(expected[i]?.[j] ?? NaN, 5);
    });
  });
  black.dispose();
  model.dispose();
});

it('is symmetric, with zeros on the diagonal', async () => {
  const model = bank(4);
  const probe = images(5);
  const found = await expertDistances(model, probe);
  for (const [i, row] of found.entries()) {
    expect(row[i]).toBe(0);
    for (const [j, value] of row.entries()) {
      expect(value).toBe(found[j]?.[i]);
      if (i !== j) expect(value).toBeGreaterThan(0);
    }
  }
  probe.dispose();
  model.dispose();
});

it('compares two experts on the images that one of them wins', async () => {
  const model = constantExperts([0.5, 0.25, 0.75]);
  const probe = tf.concat4d([tf.zeros([3, 8, 8, 1]), tf.fill([67, 8, 8, 1], 0.5)], 0);
  // The first expert wins a black image, the second the other black ones, nobody but the third a grey one.
  const winners = Array.from({ length: 70 }, (_, k) => [0, 1, 1][k] ?? 2);
  const found = await expertDistances(model, probe, { winners });
  // On black images: 0.25^2 over the mean of 0.5^2 and 0.25^2.
  expect(found[0]?.[1]).toBeCloseTo(0.4, 5);
  // One black image, and 67 grey ones that the first leaves as they are.
  const [apart, first, third] = [0.0625 * 68, 0.25, 0.5625 + 67 * 0.0625];
  expect(found[2]?.[0]).toBeCloseTo(apart / ((first + third) / 2), 5);
  probe.dispose();
  model.dispose();
});

it('does not know how far apart two are of whom neither wins', async () => {
  const model = constantExperts([0.5, 0.25, 0.75]);
  const probe = tf.zeros<tf.Rank.R4>([2, 8, 8, 1]);
  const found = await expertDistances(model, probe, { winners: new Int32Array([1, 1]) });
  expect(found[0]?.[2]).toBe(NaN);
  expect(found[0]?.[0]).toBe(0);
  expect(found[0]?.[1]).toBeCloseTo(0.4, 5);
  probe.dispose();
  model.dispose();
});

it.each([[[0, 1, 2]], [[0, 3]], [[0, 0.5]], [[0, -1]]])('refuses winners %j', async (winners) => {
  const model = constantExperts([0.5, 0.25, 0.75]);
  const probe = tf.zeros<tf.Rank.R4>([2, 8, 8, 1]);
  await expect(expertDistances(model, probe, { winners })).rejects.toThrow(/winners must/);
  probe.dispose();
  model.dispose();
});
