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
