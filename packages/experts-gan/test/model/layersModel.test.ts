import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { bankLayersModel, disposeShared, expertLayersModel } from '../../src/model/layersModel.ts';
import { relativeDifference } from '../autodiff.ts';
import { memoryHandler, randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(34);

/** A model whose running statistics are not those of the start. */
function trained() {
  const model = smallModel();
  const statistics = tf.tensor1d(Array.from({ length: 32 }, (_, i) => 0.1 + (i % 7) / 10));
  for (const network of model.networks) network.setStatistics(statistics.clone());
  return model;
}

it('gives one expert as a stock model that takes any size', async () => {
  const model = trained();
  const handler = memoryHandler();
  const network = model.networks[1];
  if (network === undefined) throw new Error('there is no expert');
  const layers = expertLayersModel(model, network, 1);
  await layers.save(handler);
  const loaded = await tf.loadLayersModel(handler);
  for (const x of [images(2), images(1, 21)]) {
    expect(
      await relativeDifference(loaded.predict(x) as tf.Tensor, model.apply(x, 1)),
    ).toBeLessThan(1e-5);
  }
  layers.dispose();
  model.dispose();
});

it('gives the bank: all outputs, then all scores', async () => {
  const model = trained();
  const x = images(3);
  const handler = memoryHandler();
  const layers = bankLayersModel(model);
  await layers.save(handler);
  const loaded = await tf.loadLayersModel(handler);
  const outputs = loaded.predict(x) as tf.Tensor[];
  expect(outputs).toHaveLength(6);
  for (const j of [0, 1, 2]) {
    expect(await relativeDifference(outputs[j] as tf.Tensor, model.apply(x, j))).toBeLessThan(1e-5);
    const score = model.scores(x).slice([0, j], [3, 1]);
    expect(await relativeDifference(outputs[3 + j] as tf.Tensor, score)).toBeLessThan(1e-5);
  }
  layers.dispose();
  model.dispose();
});

it('names its layers, for whoever looks for one', () => {
  const model = smallModel();
  const bank = bankLayersModel(model);
  const names = bank.layers.map(({ name }) => name);
  const blocks = [1, 2, 3, 4].flatMap((b) => [`conv${b}`, `norm${b}`, `elu${b}`]);
  for (const j of [0, 1, 2]) {
    const own = names.filter((name) => name.startsWith(`expert${j}_`));
    expect(own).toEqual([...blocks, 'output'].map((name) => `expert${j}_${name}`));
  }
  const judge = new Set(names.filter((name) => name.startsWith('discriminator_')));
  expect([...judge].filter((name) => name.includes('pool'))).toEqual([
    'discriminator_pool3',
    'discriminator_pool5',
    'discriminator_pool7',
  ]);
  bank.dispose();
  model.dispose();
});

it('shares nothing with the model, and leaks nothing', async () => {
  const model = trained();
  const x = images(1);
  model.apply(x, 0).dispose();
  const before = tf.memory().numTensors;
  const bank = bankLayersModel(model);
  bank.dispose();
  const [network] = model.networks;
  if (network === undefined) throw new Error('there is no expert');
  const one = expertLayersModel(model, network, 0);
  one.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect((await model.apply(x, 0).data()).every(Number.isFinite)).toBe(true);
  model.dispose();
});

it('disposes of the weights of layers that a loaded bank applies more than once', async () => {
  const model = trained();
  const handler = memoryHandler();
  const bank = bankLayersModel(model);
  await bank.save(handler);
  bank.dispose();
  const before = tf.memory().numTensors;
  const loaded = await tf.loadLayersModel(handler);
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  disposeShared(loaded);
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});
