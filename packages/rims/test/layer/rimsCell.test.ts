import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { createRims } from '../../src/layer/createRims.ts';
import { registerRimsCell, RimsCell } from '../../src/layer/rimsCell.ts';
import type { RimsCellConfig } from '../../src/layer/rimsCell.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { difference } from '../cores/rims/forms.ts';
import { withoutKeys } from '../../src/cores/shared/withoutKeys.ts';

beforeAll(() => useBackend());
// The dense layer of TensorFlow.js itself does not pass the leak check of its test mode.
beforeAll(() => tf.env().set('IS_TEST', false));

const small = { units: 12, modules: 4, activeModules: 2 } as const;
const stream = new RandomStream(31);
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape)), shape);

const QUIET: object = { verbose: 0 };

/** A model of the cell and a decoder. */
function modelOf(config: RimsCellConfig, inputShape: number[], returnSequences = true) {
  const cell = new RimsCell(config);
  return tf.sequential({
    layers: [
      tf.layers.rnn({ cell, returnSequences, inputShape }),
      tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.ones() }),
    ],
  });
}

describe.each<[string, RimsCellConfig]>([
  ['LSTM dynamics', small],
  ['GRU dynamics', { ...small, dynamics: 'gru' }],
  ['several elements', { ...small, elements: 2 }],
  ['the form of the paper', { ...small, preset: 'paper', seed: 4 }],
])('a cell with %s', (_, config) => {
  it('gives the numbers of a layer of the same seed', async () => {
    const { seed = 1, elements = 1 } = config;
    const rims = withoutKeys(config, 'seed', 'name', 'trainable', 'dtype');
    const layer = createRims({ inputWidth: 3, ...rims }, { seed });
    const cell = new RimsCell(config);
    const rnn = tf.layers.rnn({ cell, returnSequences: true });
    const x = numbers<tf.Rank.R4>([5, 2, elements, 3]);
    const sideBySide = x.reshape([5, 2, elements * 3]).transpose([1, 0, 2]);
    const outputs = (rnn.apply(sideBySide) as tf.Tensor).transpose([1, 0, 2]);
    expect(await difference(layer.sequence(x).outputs, outputs)).toBeLessThan(1e-5);
    // Initial outputs are small; with larger weights all gates and attentions are at work.
    for (const [i, weight] of layer.weights.entries()) {
      weight.assign(weight.mul(4).add(0.05));
      cell.trainableWeights[i]?.write(weight);
    }
    const again = (rnn.apply(sideBySide) as tf.Tensor).transpose([1, 0, 2]);
    expect(await difference(layer.sequence(x).outputs, again)).toBeLessThan(1e-5);
    expect(await difference(outputs, again)).toBeGreaterThan(0.1);
    layer.dispose();
  });
});

it('learns in a model of tf.sequential', async () => {
  const model = modelOf({ ...small, seed: 2 }, [5, 3], false);
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
  const x = numbers<tf.Rank.R3>([16, 5, 3]);
  const y = x.slice([0, 4, 0], [16, 1, 1]).reshape<tf.Tensor2D>([16, 1]);
  const { history } = await model.fit(x, y, { epochs: 20, batchSize: 16, ...QUIET });
  const losses = history['loss'] as number[];
  expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] ?? NaN));
  model.dispose();
});

it('comes back with its model, as it was', async () => {
  const model = modelOf({ ...small, inputProjection: 'perElement', elements: 3 }, [4, 6]);
  const x = numbers<tf.Rank.R3>([2, 4, 6]);
  const handler = memoryHandler();
  await model.save(handler);
  // As a file would hold it.
  const topology = JSON.parse(JSON.stringify(handler.artifacts.modelTopology)) as object;
  handler.artifacts = { ...handler.artifacts, modelTopology: topology };
  registerRimsCell();
  registerRimsCell();
  const loaded = await tf.loadLayersModel(handler);
  expect(await difference(model.predict(x) as tf.Tensor, loaded.predict(x) as tf.Tensor)).toBe(0);
  model.dispose();
  loaded.dispose();
});

it('is made again from its configuration', () => {
  const cell = new RimsCell({ ...small, preset: 'paper', seed: 9, name: 'modules' });
  const config = cell.getConfig();
  expect(config).toMatchObject({ seed: 9, name: 'modules', units: 12, inputProjection: 'shared' });
  expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  expect(new RimsCell(config as unknown as RimsCellConfig).getConfig()).toEqual(config);
  expect(cell.stateSize).toEqual([12, 12]);
  expect(new RimsCell({ ...small, dynamics: 'gru' }).stateSize).toBe(12);
});

it('drops in training alone, as its seed says', async () => {
  const x = numbers<tf.Rank.R3>([2, 4, 3]);
  const outputs = (training: boolean) => {
    const cell = new RimsCell({ ...small, inputDropout: 0.5 });
    return tf.layers.rnn({ cell }).apply(x, { training }) as tf.Tensor;
  };
  expect(await difference(outputs(false), outputs(false))).toBe(0);
  expect(await difference(outputs(true), outputs(true))).toBe(0);
  expect(await difference(outputs(true), outputs(false))).toBeGreaterThan(1e-5);
});

it('refuses what does not fit', () => {
  expect(thrownCode(() => new RimsCell({ ...small, units: 13 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => new RimsCell({ ...small, seed: -1 }))).toBe('ERR_ARGUMENT');
  const typo = { ...small, unitz: 3 } as RimsCellConfig;
  expect(() => new RimsCell(typo)).toThrow(/unknown key "unitz", did you mean "units"\?/);
  const build = (elements: number, shape: number[]) =>
    thrownCode(() => new RimsCell({ ...small, elements }).build(shape));
  expect(build(2, [1, 5])).toBe('ERR_SHAPE');
  expect(build(1, [1, 2, 3])).toBe('ERR_SHAPE');
  expect(build(2, [1, 6])).toBeUndefined();
  const cell = new RimsCell(small);
  expect(thrownCode(() => cell.call([tf.zeros([1, 3])], {}))).toBe('ERR_SHAPE');
  cell.build([1, 3]);
  expect(thrownCode(() => cell.call([tf.zeros([1, 3])], {}))).toBe('ERR_SHAPE');
});

it('leaves nothing behind', async () => {
  const x = numbers<tf.Rank.R3>([2, 4, 3]);
  const y = numbers<tf.Rank.R3>([2, 4, 1]);
  await expectLeakFree(async () => {
    const model = modelOf(small, [4, 3]);
    const optimizer = tf.train.sgd(0.1);
    model.compile({ optimizer, loss: 'meanSquaredError' });
    await model.fit(x, y, { epochs: 1, ...QUIET });
    (model.predict(x) as tf.Tensor).dispose();
    model.dispose();
    optimizer.dispose();
  });
});
