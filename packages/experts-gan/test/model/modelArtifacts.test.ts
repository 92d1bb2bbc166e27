import * as tf from '@tensorflow/tfjs';
import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel } from '../../src/index.ts';
import { damaged, readArtifacts, writeArtifacts } from '../../src/model/modelArtifacts.ts';
import { relativeDifference } from '../autodiff.ts';
import { memoryHandler, randomImages, smallConfig, smallModel } from '../support.ts';

beforeAll(() => useBackend());

const data = async (tensor: tf.Tensor) => Float32Array.from(await tensor.data());

it('reads back every vector as it was written', async () => {
  const model = smallModel();
  const numbered = tf.tensor1d(Array.from({ length: 32 }, (_, i) => i + 1));
  model.networks.forEach((network, j) => network.setStatistics(numbered.add(100 * j)));
  const handler = memoryHandler();
  const before = tf.memory().numTensors;
  await writeArtifacts(model, handler);
  const { config, shape, weights } = await readArtifacts(handler);
  expect(tf.memory().numTensors).toBe(before);
  expect(config).toEqual(model.config);
  expect(shape).toEqual([16, 16, 3]);
  for (const [j, { parameters, statistics }] of model.networks.entries()) {
    expect(weights.experts[j]).toEqual(await data(parameters.values));
    expect(weights.statistics[j]).toEqual(await data(statistics));
  }
  expect(weights.scorer).toEqual(await data(model.scorer.parameters.values));
  model.dispose();
});

it('brings experts back that treat each channel by itself', async () => {
  const config = { ...smallConfig, channelwise: true, kinds: ['paper', 'wide', 'warp'] } as const;
  const model = ExpertsModel.create(config, [16, 16, 3], new RandomStream(5));
  const handler = memoryHandler();
  await model.save(handler);
  const loaded = await ExpertsModel.load(handler);
  const stock = model.toLayersModel();
  const images = randomImages(1)(2);
  for (const expert of [0, 1, 2]) {
    const expected = await data(model.apply(images, expert));
    expect(await data(loaded.apply(images, expert))).toEqual(expected);
    const outputs = stock.predict(images) as tf.Tensor[];
    expect(
      await relativeDifference(outputs[expert] as tf.Tensor, tf.tensor(expected, images.shape)),
    ).toBeLessThan(1e-5);
  }
  stock.dispose();
  model.dispose();
  loaded.dispose();
});

it('passes on what a store says of damage', async () => {
  const cause = new Error('torn');
  expect(damaged(cause)).toMatchObject({ code: 'ERR_FILE_FORMAT', cause });
  const load = () => Promise.reject(damaged(cause));
  await expect(readArtifacts({ load })).rejects.toMatchObject({ cause });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(smallModel(), (handler) => ExpertsModel.load(handler));
  expect(refused).toBeGreaterThan(80);
});

it('takes weights in any order, and never looks at the layers', async () => {
  const handler = memoryHandler();
  const model = smallModel();
  await writeArtifacts(model, handler);
  const { weightSpecs = [], weightData } = handler.artifacts ?? {};
  const { weights } = await readArtifacts(handler);
  const [first, ...others] = weightSpecs;
  const cut = 4 * (first?.shape ?? []).reduce((product, size) => product * size, 1);
  const bytes = weightData as ArrayBuffer;
  handler.artifacts = {
    ...handler.artifacts,
    modelTopology: { config: { layers: [{ inbound_nodes: [] }] } },
    weightSpecs: [...others, first as tf.io.WeightsManifestEntry],
    weightData: [bytes.slice(cut), bytes.slice(0, cut)],
  };
  expect((await readArtifacts(handler)).weights).toEqual(weights);
  model.dispose();
});

it('says which weight has another name', async () => {
  const handler = memoryHandler();
  const model = smallModel();
  await writeArtifacts(model, handler);
  model.dispose();
  const { weightSpecs = [] } = handler.artifacts ?? {};
  const renamed = weightSpecs.map((spec, i) => (i === 5 ? { ...spec, name: 'other' } : spec));
  handler.artifacts = { ...handler.artifacts, weightSpecs: renamed };
  const before = tf.memory().numTensors;
  await expect(ExpertsModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  expect(tf.memory().numTensors).toBe(before);
});

describe('refuses', () => {
  it('layers models that hold no experts', async () => {
    const handler = memoryHandler();
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    await other.save(handler);
    await expect(readArtifacts(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    other.setUserDefinedMetadata({ format: 'another/format' });
    await other.save(handler);
    await expect(readArtifacts(handler)).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
      data: { actual: 'another/format' },
    });
    handler.artifacts = { modelTopology: { nonsense: true } };
    await expect(readArtifacts(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it('saved models whose metadata do not fit their layers', async () => {
    const handler = memoryHandler();
    const model = smallModel();
    await writeArtifacts(model, handler);
    model.dispose();
    const saved = handler.artifacts as tf.io.ModelArtifacts;
    const metadata = saved.userDefinedMetadata as { config: object };
    const before = tf.memory().numTensors;
    for (const change of [
      { shape: 'large' },
      { shape: [16, 16] },
      { shape: [16, 16, 2.5] },
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
});
