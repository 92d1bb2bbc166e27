import * as tf from '@tensorflow/tfjs';
import { ArgumentError, DisposedError, useBackend } from '@causal-mechanisms/tensor-utils';
import { expertUsage } from '../../src/index.ts';
import { bank, constantExperts, images } from './banks.ts';

beforeAll(() => useBackend());

it('counts the wins and how far they raise the score', async () => {
  const model = bank(3);
  const probe = images(40);
  (await model.invert(probe)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const { shares, gains } = await expertUsage(model, probe);
  expect(tf.memory().numTensors).toBe(before);
  const scores = await model.scores(probe).array();
  const own = await model.discriminate(probe).array();
  const winners = scores.map((row) => row.indexOf(Math.max(...row)));
  for (const [expert, share] of shares.entries()) {
    const won = [...winners.keys()].filter((image) => winners[image] === expert);
    expect(share).toBeCloseTo(won.length / 40, 10);
    const raised = won.map((image) => (scores[image]?.[expert] ?? NaN) - (own[image] ?? NaN));
    const mean = raised.reduce((sum, value) => sum + value, 0) / won.length;
    if (won.length > 0) expect(gains[expert]).toBeCloseTo(mean, 5);
    else expect(gains[expert]).toBeNaN();
  }
  probe.dispose();
  model.dispose();
});

it('gives no gain where images are left as they are', async () => {
  const model = constantExperts([0.25]);
  const grey = tf.fill<tf.Rank.R4>([4, 8, 8, 1], 0.25);
  const { shares, gains } = await expertUsage(model, grey);
  expect(shares).toEqual([1]);
  expect(gains[0]).toBeCloseTo(0, 5);
  grey.dispose();
  model.dispose();
});

it('refuses no images and a disposed model', async () => {
  const model = bank(1);
  const none = tf.zeros<tf.Rank.R4>([0, 8, 8, 1]);
  await expect(expertUsage(model, none)).rejects.toThrow(ArgumentError);
  const probe = images(1);
  model.dispose();
  await expect(expertUsage(model, probe)).rejects.toThrow(DisposedError);
  tf.dispose([none, probe]);
});
