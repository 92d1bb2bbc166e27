import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { cycleErrors, trainForward } from '../../src/index.ts';
import type { ExpertsModel, ForwardMechanisms } from '../../src/index.ts';
import { bank, images as uniform } from '../bank/banks.ts';
import { dots, knownExperts } from '../composition/knownExperts.ts';

let report: Awaited<ReturnType<typeof useBackend>>;
let small: ExpertsModel;
let data: tf.Tensor4D;
beforeAll(async () => {
  report = await useBackend();
  small = bank(2);
  data = uniform(20);
  // The first call leaves what experts keep for the next one.
  (await small.invert(data)).images.dispose();
});

async function learned(
  model: ExpertsModel,
  transformed: tf.Tensor4D,
  config: object,
): Promise<ForwardMechanisms> {
  for await (const event of trainForward(model, transformed, { config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('the run has no end');
}

it('learns from an expert that inverts images to invert them, and comes back from there', async () => {
  const model = knownExperts(['invert'], 6);
  const changed = tf.sub<tf.Tensor4D>(1, dots(200));
  const config = { images: 200, iterations: 120, batchSize: 16, learningRate: 1e-2 };
  const forward = await learned(model, changed, config);
  const held = dots(40, 99);
  const [error] = await forward.apply(held, 0).sub(tf.sub(1, held)).square().mean().data();
  expect(error).toBeLessThan(0.02);
  expect(forward.trained).toEqual([true]);
  const [cycle] = await cycleErrors(model, forward, held);
  expect(cycle).toBeLessThan(0.02);
  forward.dispose();
  model.dispose();
});

it('learns noise as wide as it is, independent from pixel to pixel, where it is told of it', async () => {
  // Thresholds at a half: undoes the noise.
  const model = knownExperts(['identity'], 6);
  const stream = new RandomStream(5);
  const level = tf.tensor4d(stream.normals(400 * 64, 0, 0.2), [400, 8, 8, 1]);
  const changed = dots(400).add(level).clipByValue(0, 1) as tf.Tensor4D;
  const config = { images: 400, iterations: 250, batchSize: 16, learningRate: 1e-2 };
  const forward = await learned(model, changed, { ...config, random: [0] });
  const plain = await learned(model, changed, config);
  const black = tf.zeros<tf.Rank.R4>([300, 8, 8, 1]);
  const spread = async (images: tf.Tensor4D) =>
    (await tf.moments(images, [0]).variance.mean().sqrt().data())[0];
  const drawn = forward.apply(black, 0, { stream });
  // Half of the normal numbers are cut off at 0: their deviation is 0.2 times 0.5838.
  expect(await spread(drawn)).toBeGreaterThan(0.07);
  expect(await spread(drawn)).toBeLessThan(0.17);
  expect(await spread(plain.apply(black, 0))).toBeLessThan(1e-3);
  const centred = drawn.sub(drawn.mean(0, true));
  const [left, right] = [
    centred.slice([0, 0, 0, 0], [-1, -1, 7, -1]),
    centred.slice([0, 0, 1, 0], [-1, -1, 7, -1]),
  ];
  const [covariance = NaN] = await left.mul(right).mean().data();
  const [variance = NaN] = await centred.square().mean().data();
  expect(Math.abs(covariance / variance)).toBeLessThan(0.4);
  tf.dispose([forward.apply(black, 0, { stream })]);
  forward.dispose();
  plain.dispose();
  model.dispose();
});

it('knows no mechanism of an expert that won nothing', async () => {
  const model = knownExperts(['identity', 'identity']);
  // Equal scores go to the lower number.
  const forward = await learned(model, dots(10), { images: 10, iterations: 1, batchSize: 4 });
  expect(forward.trained).toEqual([true, false]);
  expect(await cycleErrors(model, forward, dots(2))).toEqual([expect.any(Number), NaN]);
  forward.dispose();
  model.dispose();
});

it('refuses images of another shape, and random experts that are not there', async () => {
  const wrong = trainForward(small, tf.zeros([4, 16, 16, 1]));
  await expect(wrong.next()).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  const none = trainForward(small, data, { config: { random: [2] } });
  await expect(none.next()).rejects.toMatchObject({ code: 'ERR_CONFIG' });
});

learnerContract<ForwardMechanisms>('trainForward', {
  start: (options, { steps, foreign }) =>
    trainForward(small, data, {
      ...options,
      config: { images: 20, iterations: steps, batchSize: 4, random: foreign ? [] : [1] },
    }),
  main: 'forward',
  prolongable: true,
  fingerprint: async ({ networks, trained }) => {
    const vectors = networks.flatMap(({ parameters, statistics }) => [
      parameters.values,
      statistics,
    ]);
    const read = await Promise.all(vectors.map((vector) => vector.data()));
    return [...trained.map(Number), ...read.flatMap((values) => Array.from(values))];
  },
  tolerance: () => (report.backend === 'tensorflow' ? 1e-6 : 0),
});
