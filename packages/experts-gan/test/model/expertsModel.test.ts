import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { ExpertsModel, resolveExpertsConfig } from '../../src/index.ts';
import { drawWeights } from '../../src/networks/initialisation.ts';
import { relativeDifference } from '../autodiff.ts';

beforeAll(() => useBackend());

const config = resolveExpertsConfig({
  experts: 3,
  filters: 4,
  discriminatorFilters: [3, 4, 5],
  discriminatorUnits: 6,
});
const stream = new RandomStream(31);
const images = (n: number, size = 16, channels = 3) =>
  tf.tensor4d(stream.uniforms(n * size * size * channels), [n, size, size, channels]);
const create = () => ExpertsModel.create(config, [16, 16, 3], new RandomStream(5));

/** Keeps what is saved in memory, as a stock handler would on disk. */
function memoryHandler(): tf.io.IOHandler & { artifacts?: tf.io.ModelArtifacts } {
  const handler: tf.io.IOHandler & { artifacts?: tf.io.ModelArtifacts } = {
    save: (artifacts) => {
      handler.artifacts = artifacts;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    },
    load: () => Promise.resolve(handler.artifacts as tf.io.ModelArtifacts),
  };
  return handler;
}

it('inverts by the expert with the largest score', async () => {
  const model = create();
  const x = images(70);
  const { images: restored, winners, scores } = await model.invert(x);
  const expected = await model.scores(x).data();
  expect(Math.max(...scores.map((s, i) => Math.abs(s - (expected[i] ?? NaN))))).toBeLessThan(1e-5);
  expect(winners).toHaveLength(70);
  winners.forEach((winner, i) => {
    const row = Array.from(scores.subarray(3 * i, 3 * i + 3));
    expect(row[winner]).toBe(Math.max(...row));
  });
  const at = 66;
  const alone = model.apply(x.slice([at, 0, 0, 0], [1, -1, -1, -1]), winners[at] ?? 0);
  expect(
    await relativeDifference(alone, restored.slice([at, 0, 0, 0], [1, -1, -1, -1])),
  ).toBeLessThan(1e-5);
  model.dispose();
});

it('scores an output as the discriminator scores that image', async () => {
  const model = create();
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

it('gives stock layers models with the same output', async () => {
  const model = create();
  const x = images(3);
  const handler = memoryHandler();
  await model.toLayersModel(1).save(handler);
  const one = await tf.loadLayersModel(handler);
  const odd = images(1, 21);
  expect(await relativeDifference(one.predict(odd) as tf.Tensor, model.apply(odd, 1))).toBeLessThan(
    1e-5,
  );
  await model.toLayersModel().save(handler);
  const bank = await tf.loadLayersModel(handler);
  const outputs = bank.predict(x) as tf.Tensor[];
  expect(outputs).toHaveLength(6);
  for (const j of [0, 1, 2]) {
    expect(await relativeDifference(outputs[j] as tf.Tensor, model.apply(x, j))).toBeLessThan(1e-5);
    const score = model.scores(x).slice([0, j], [3, 1]);
    expect(await relativeDifference(outputs[3 + j] as tf.Tensor, score)).toBeLessThan(1e-5);
  }
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
    await expect(model.invert(images(1, 24))).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    model.dispose();
  });

  it('to work after it was disposed', async () => {
    const model = create();
    model.dispose();
    expect(thrownCode(() => model.apply(images(1), 0))).toBe('ERR_DISPOSED');
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

  it('layers models that hold no experts', async () => {
    const handler = memoryHandler();
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    await other.save(handler);
    await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    handler.artifacts = { modelTopology: { nonsense: true } };
    await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it('saved models whose metadata do not fit their layers', async () => {
    const handler = memoryHandler();
    const model = create();
    await model.save(handler);
    model.dispose();
    const saved = handler.artifacts as tf.io.ModelArtifacts;
    const metadata = saved.userDefinedMetadata as { config: object };
    const before = tf.memory().numTensors;
    for (const change of [
      { shape: 'large' },
      { shape: [16, 16] },
      { shape: [24, 24, 3] },
      { config: { ...metadata.config, experts: 2, filters: 5 } },
      { config: { ...metadata.config, experts: 4 } },
      { config: { ...metadata.config, seed: -1 } },
    ]) {
      handler.artifacts = { ...saved, userDefinedMetadata: { ...metadata, ...change } };
      await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('weights that do not fit the configuration', () => {
    const before = tf.memory().numTensors;
    const weights = drawWeights(config, [16, 16, 3], new RandomStream(1));
    for (const change of [
      { experts: weights.experts.slice(1) },
      { statistics: weights.statistics.map((values) => values.slice(1)) },
      { discriminator: new Float32Array(3) },
    ]) {
      const construct = () => new ExpertsModel(config, [16, 16, 3], { ...weights, ...change });
      expect(thrownCode(construct)).toBe('ERR_SHAPE');
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
