import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { bestOutputs } from '../../src/model/inversion.ts';
import { relativeDifference } from '../autodiff.ts';
import { randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(33);
const row = (x: tf.Tensor4D, at: number) => x.slice([at, 0, 0, 0], [1, -1, -1, -1]);

it('keeps the output with the largest score, over more than one chunk', async () => {
  const model = smallModel();
  const x = images(70);
  const best = await bestOutputs(model.networks, model.scorer, x);
  const expected = await model.scores(x).data();
  expect(best.scores).toHaveLength(210);
  best.scores.forEach((score, i) => expect(score).toBeCloseTo(expected[i] ?? NaN, 5));
  expect(best.winners).toHaveLength(70);
  best.winners.forEach((winner, i) => {
    const ofImage = Array.from(best.scores.subarray(3 * i, 3 * i + 3));
    expect(ofImage[winner]).toBe(Math.max(...ofImage));
  });
  // One of each chunk.
  for (const at of [5, 66]) {
    const alone = model.apply(row(x, at), best.winners[at] ?? 0);
    expect(await relativeDifference(row(best.images, at), alone)).toBeLessThan(1e-5);
  }
  model.dispose();
});

it('is the same image by image as in a batch', async () => {
  const model = smallModel();
  const x = images(4);
  const { networks, scorer } = model;
  const together = await bestOutputs(networks, scorer, x);
  for (const at of [0, 3]) {
    const alone = await bestOutputs(networks, scorer, row(x, at));
    expect(alone.winners[0]).toBe(together.winners[at]);
    expect(alone.scores[1]).toBeCloseTo(together.scores[3 * at + 1] ?? NaN, 5);
  }
  model.dispose();
});

it('gives ties to the lower number', async () => {
  const model = smallModel();
  const [first] = model.networks;
  if (first === undefined) throw new Error('there is no expert');
  const { winners } = await bestOutputs([first, first, first], model.scorer, images(3));
  expect(Array.from(winners)).toEqual([0, 0, 0]);
  model.dispose();
});

it('uses the networks of the moment of the call, also when they learn on', async () => {
  const model = smallModel();
  const { networks, scorer } = model;
  const x = images(3);
  const expected = await bestOutputs(networks, scorer, x);
  const running = bestOutputs(networks, scorer, x);
  for (const network of networks) network.setStatistics(tf.fill([32], 4));
  const { parameters } = scorer;
  parameters.replace(tf.zeros([parameters.layout.length]));
  const found = await running;
  expect(found.scores).toEqual(expected.scores);
  expect(await relativeDifference(found.images, expected.images)).toBe(0);
  model.dispose();
});

it('leaks nothing but what it gives', async () => {
  const model = smallModel();
  const x = images(66);
  // The first call folds the experts.
  (await bestOutputs(model.networks, model.scorer, x)).images.dispose();
  const before = tf.memory().numTensors;
  const best = await bestOutputs(model.networks, model.scorer, x);
  expect(tf.memory().numTensors).toBe(before + 1);
  best.images.dispose();
  const none = await bestOutputs(model.networks, model.scorer, tf.zeros([0, 16, 16, 3]));
  expect(none).toMatchObject({ winners: new Int32Array(), scores: new Float32Array() });
  expect(none.images.shape).toEqual([0, 16, 16, 3]);
  model.dispose();
});

it('gives timers a turn between chunks', async () => {
  const model = smallModel();
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const best = await bestOutputs(model.networks, model.scorer, images(320));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  best.images.dispose();
  model.dispose();
});

it('knows no winner of images that are no numbers, and leaves nothing behind', async () => {
  const model = smallModel();
  const images = tf.fill<tf.Rank.R4>([2, 16, 16, 3], NaN);
  // The first call leaves what experts keep for the next one.
  await expect(model.invert(images)).rejects.toMatchObject({ code: 'ERR_VALUES' });
  const before = tf.memory().numTensors;
  await expect(model.invert(images)).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(before);
  images.dispose();
  model.dispose();
});

it.each([
  [255, 'got 255; divide bytes by 255'],
  [1.6, 'got 1.60'],
  [-1, 'got -1'],
])('refuses pixels of %d, and leaves no tensor', async (pixel, message) => {
  const model = smallModel();
  const x = tf.fill<tf.Rank.R4>([2, 16, 16, 3], pixel);
  for (const network of model.networks) network.folded(); // experts keep a folded form
  const before = tf.memory().numTensors;
  await expect(bestOutputs(model.networks, model.scorer, x)).rejects.toMatchObject({
    code: 'ERR_VALUES',
    message: expect.stringContaining(message) as string,
  });
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
  model.dispose();
});

it('takes what rounding and noise make of pixels', async () => {
  const model = smallModel();
  const x = tf.tensor4d(
    Array.from({ length: 2 * 768 }, (_, i) => (i % 2 === 0 ? -0.4 : 1.4)),
    [2, 16, 16, 3],
  );
  expect((await bestOutputs(model.networks, model.scorer, x)).winners).toHaveLength(2);
  model.dispose();
});
