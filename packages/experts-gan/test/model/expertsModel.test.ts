import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { ExpertsModel } from '../../src/index.ts';
import { drawWeights } from '../../src/networks/drawWeights.ts';
import { relativeDifference } from '../autodiff.ts';
import {
  memoryHandler,
  randomImages,
  smallConfig as config,
  smallModel as create,
} from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(31);

it('inverts by the expert with the largest score', async () => {
  const model = create();
  const x = images(6);
  const { images: restored, winners } = await model.invert(x);
  const largest = await model.scores(x).argMax(1).data();
  expect(Array.from(winners)).toEqual(Array.from(largest));
  const first = model.apply(x, winners[0] ?? NaN).slice([0, 0, 0, 0], [1, -1, -1, -1]);
  const kept = restored.slice([0, 0, 0, 0], [1, -1, -1, -1]);
  expect(await relativeDifference(kept, first)).toBeLessThan(1e-6);
  model.dispose();
});

it('copies the numbers it is made of', async () => {
  const draw = () => drawWeights(config, [16, 16, 3], new RandomStream(1));
  const given = draw();
  const model = new ExpertsModel(config, [16, 16, 3], given);
  // Before the first use: only then may a backend still read the arrays.
  for (const vector of [...given.experts, ...given.statistics, given.scorer]) vector.fill(1);
  const fresh = new ExpertsModel(config, [16, 16, 3], draw());
  const x = images(2);
  expect(await model.scores(x).data()).toEqual(await fresh.scores(x).data());
  model.dispose();
  fresh.dispose();
});

it('gives the asked expert, or the bank, as a stock layers model', () => {
  const model = create();
  const [one, bank] = [model.toLayersModel(2), model.toLayersModel()];
  expect(one.name).toBe('expert2');
  expect(one.inputs[0]?.shape).toEqual([null, null, null, 3]);
  expect(bank.outputs).toHaveLength(6);
  one.dispose();
  bank.dispose();
  model.dispose();
});

it('scores an output as the discriminator scores that image', async () => {
  const model = create();
  expect(model.scoreScale).toBe('logit');
  const x = images(4);
  const judged = model.discriminate(model.apply(x, 1));
  expect(
    await relativeDifference(judged, model.scores(x).slice([0, 1], [4, 1]).as1D()),
  ).toBeLessThan(1e-5);
  model.dispose();
});

it('chains experts in the stated order, on images of another size too', async () => {
  const model = create();
  const x = images(2, 23);
  const chained = model.chain(x, [2, 0]);
  expect(chained.shape).toEqual([2, 23, 23, 3]);
  expect(await relativeDifference(chained, model.apply(model.apply(x, 2), 0))).toBeLessThan(1e-6);
  expect(await relativeDifference(chained, model.apply(model.apply(x, 0), 2))).toBeGreaterThan(
    1e-4,
  );
  expect(await relativeDifference(model.chain(x, []), x)).toBe(0);
  model.dispose();
});

it('comes back from a save as it was', async () => {
  const model = create();
  const handler = memoryHandler();
  await model.save(handler);
  const loaded = await ExpertsModel.load(handler);
  expect(loaded.config).toEqual(model.config);
  expect(loaded.shape).toEqual(model.shape);
  const x = images(3);
  expect(await relativeDifference(loaded.scores(x), model.scores(x))).toBe(0);
  for (const j of [0, 1, 2]) {
    expect(await relativeDifference(loaded.apply(x, j), model.apply(x, j))).toBe(0);
  }
  model.dispose();
  loaded.dispose();
});

it.each(['batchNormFirst', 'activationFirst'] as const)(
  'saves how its blocks are built and what they are normalised by: %s',
  async (blockOrder) => {
    const settings = { ...config, blockOrder, evaluationStatistics: 'batch' } as const;
    const model = ExpertsModel.create(settings, [16, 16, 3], new RandomStream(5));
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await ExpertsModel.load(handler);
    expect(loaded.config).toMatchObject({ blockOrder, evaluationStatistics: 'batch' });
    const x = images(5);
    expect(await relativeDifference(loaded.scores(x), model.scores(x))).toBe(0);
    const inverted = await model.invert(x);
    const again = await loaded.invert(x);
    expect(await relativeDifference(again.images, inverted.images)).toBe(0);
    // An image alone is normalised by itself.
    const alone = model.apply(x.slice([2], [1]), 1);
    const together = model.apply(x, 1).slice([2], [1]);
    expect(await relativeDifference(alone, together)).toBeGreaterThan(1e-3);
    // Stock layers have the running statistics alone.
    const running = ExpertsModel.create(
      { ...settings, evaluationStatistics: 'running' },
      [16, 16, 3],
      new RandomStream(5),
    );
    const layers = model.toLayersModel(1);
    const stock = layers.predict(x) as tf.Tensor;
    expect(await relativeDifference(stock, running.apply(x, 1))).toBeLessThan(1e-5);
    layers.dispose();
    for (const each of [model, loaded, running]) each.dispose();
  },
);

it('normalises groups as equal as can be where there are too many for one', async () => {
  const settings = { ...config, evaluationStatistics: 'batch' } as const;
  const model = ExpertsModel.create(settings, [16, 16, 3], new RandomStream(5));
  const x = images(66);
  const [first, rest] = [x.slice([0], [33]), x.slice([33], [33])];
  for (const run of [
    (of: tf.Tensor4D) => model.apply(of, 2),
    (of: tf.Tensor4D) => model.chain(of, [0, 1]),
    (of: tf.Tensor4D) => model.scores(of),
  ]) {
    const halves = tf.concat([run(first) as tf.Tensor, run(rest)]);
    expect(await relativeDifference(run(x), halves)).toBeLessThan(1e-6);
  }
  const whole = await model.invert(x);
  const halves = [await model.invert(first), await model.invert(rest)];
  expect(whole.winners).toEqual(Int32Array.from(halves.flatMap(({ winners }) => [...winners])));
  const joined = tf.concat(halves.map((half) => half.images));
  expect(await relativeDifference(whole.images, joined)).toBeLessThan(1e-6);
  model.dispose();
});

it('gives empty results of the right shape for no images', async () => {
  const model = create();
  const none = tf.zeros<tf.Rank.R4>([0, 16, 16, 3]);
  expect(model.apply(none, 1).shape).toEqual([0, 16, 16, 3]);
  expect(model.scores(none).shape).toEqual([0, 3]);
  expect(model.discriminate(none).shape).toEqual([0]);
  expect(await model.invert(none)).toMatchObject({
    winners: new Int32Array(),
    scores: new Float32Array(),
  });
  model.dispose();
});

it('leaks nothing', async () => {
  const before = tf.memory().numTensors;
  const model = create();
  const x = images(5);
  const { images: restored } = await model.invert(x);
  const handler = memoryHandler();
  await model.save(handler);
  const loaded = await ExpertsModel.load(handler);
  model.toLayersModel().dispose();
  model.toLayersModel(2).dispose();
  const outputs = [
    model.apply(x, 0),
    model.chain(x, [0, 1]),
    model.scores(x),
    model.discriminate(x),
  ];
  tf.dispose([x, restored, ...outputs]);
  model.dispose();
  model.dispose();
  loaded.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

describe('refuses', () => {
  it('experts that are not there, and images of another shape', async () => {
    const model = create();
    expect(thrownCode(() => model.apply(images(1), 3))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => model.chain(images(1), [0, -1]))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => model.toLayersModel(7))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => model.apply(images(1, 16, 1), 0))).toBe('ERR_SHAPE');
    expect(thrownCode(() => model.scores(images(1, 24)))).toBe('ERR_SHAPE');
    expect(thrownCode(() => model.discriminate(images(1, 24)))).toBe('ERR_SHAPE');
    await expect(model.invert(images(1, 24))).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    model.dispose();
  });

  it('to work after it was disposed', async () => {
    const model = create();
    model.dispose();
    expect(thrownCode(() => model.apply(images(1), 0))).toBe('ERR_DISPOSED');
    expect(thrownCode(() => model.toLayersModel())).toBe('ERR_DISPOSED');
    expect(thrownCode(() => model.toLayersModel(0))).toBe('ERR_DISPOSED');
    await expect(model.save(memoryHandler())).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
  });

  it('image sizes that cannot be halved three times', () => {
    const at = (h: number, w: number) => () =>
      ExpertsModel.create(config, [h, w, 1], new RandomStream(1));
    for (const [h, w] of [
      [28, 28],
      [32, 20],
      [4, 8],
    ] as const) {
      expect(thrownCode(at(h, w))).toBe('ERR_CONFIG');
    }
  });

  it('weights that do not fit the configuration', () => {
    const before = tf.memory().numTensors;
    const weights = drawWeights(config, [16, 16, 3], new RandomStream(1));
    for (const change of [
      { experts: weights.experts.slice(1) },
      { statistics: weights.statistics.map((values) => values.slice(1)) },
      { experts: weights.experts.map((values, j) => (j === 1 ? values.slice(1) : values)) },
      { statistics: weights.statistics.map((values, j) => values.slice(j === 2 ? 1 : 0)) },
      { scorer: new Float32Array(3) },
    ]) {
      const construct = () => new ExpertsModel(config, [16, 16, 3], { ...weights, ...change });
      expect(thrownCode(construct)).toBe('ERR_SHAPE');
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
