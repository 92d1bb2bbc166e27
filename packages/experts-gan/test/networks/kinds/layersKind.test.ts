import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, resolveExpertsConfig } from '../../../src/index.ts';
import { drawLayers, layersKind } from '../../../src/networks/kinds/layersKind.ts';
import { expertOfLayers } from '../../../src/networks/kinds/layersSettings.ts';
import { relativeDifference } from '../../autodiff.ts';
import {
  memoryHandler,
  noPause,
  parameterTensors,
  randomImages,
  smallConfig,
} from '../../support.ts';
import { skipped, stacked } from './layers.ts';

beforeAll(() => useBackend());

const images = randomImages(16);

function kindOf(make: () => tf.LayersModel) {
  const model = make();
  const kind = layersKind(expertOfLayers(model));
  model.dispose();
  return kind;
}

it('draws kernels within 1 / sqrt(fan-in), scales of one, and zeros', () => {
  const { layout } = kindOf(stacked);
  const values = drawLayers(layout, new RandomStream(1));
  const parts: number[][] = [];
  let from = 0;
  for (const size of layout.sizes) parts.push(Array.from(values.subarray(from, (from += size))));
  const [kernel = [], bias, depthwise = [], , gamma, beta, last = []] = parts;
  const largest = (part: readonly number[]) => Math.max(...part.map(Math.abs));
  expect(largest(kernel)).toBeLessThanOrEqual(1 / 3);
  expect(largest(kernel)).toBeGreaterThan(0.8 / 3);
  expect(largest(depthwise)).toBeGreaterThan(0.7 / 3);
  expect(largest(depthwise)).toBeLessThanOrEqual(1 / 3);
  expect(largest(last)).toBeLessThanOrEqual(1 / Math.sqrt(18));
  expect([bias, gamma, beta]).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
  ]);
});

it('computes what the layers compute, and leaks nothing', async () => {
  const model = stacked();
  const kind = layersKind(expertOfLayers(model));
  const values = kind.draw(new RandomStream(2)).parameters;
  const parameters = parameterTensors(kind.layout, values);
  model.setWeights(parameters);
  const x = images(3, 16, 1);
  const before = tf.memory().numTensors;
  const pass = await kind.forward(parameters, x, noPause);
  const expected = model.predict(x) as tf.Tensor;
  expect(await relativeDifference(pass.output, expected)).toBeLessThan(1e-6);
  expected.dispose();
  const folded = kind.fold({ parameters, statistics: pass.statistics });
  const made = kind.stages(folded)[0]?.(x) as tf.Tensor;
  expect(await relativeDifference(made, pass.output)).toBe(0);
  tf.dispose([made, folded]);
  (await pass.gradient(x, { pause: noPause })).dispose();
  pass.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(parameters.some(({ isDisposed }) => isDisposed)).toBe(false);
});

it.each([
  ['a row of layers', stacked],
  ['a graph', skipped],
])('agrees with finite differences: %s', async (_, make) => {
  const kind = kindOf(make);
  const start = kind.draw(new RandomStream(3)).parameters;
  const [x, dRows] = [images(3, 16, 1), images(2, 16, 1)];
  const rows = tf.tensor1d([0, 2], 'int32');
  const pass = await kind.forward(parameterTensors(kind.layout, start), x, noPause);
  const gradient = await (await pass.gradient(dRows, { rows, pause: noPause })).data();
  const value = async (entry: number, change: number) => {
    const moved = start.map((v, i) => (i === entry ? v + change : v));
    const { output } = await kind.forward(parameterTensors(kind.layout, moved), x, noPause);
    return (await tf.gather(output, rows).mul(dRows).sum().data())[0] ?? NaN;
  };
  for (const entry of [0, 9, 19, start.length - 2, start.length - 1]) {
    const slope = ((await value(entry, 1e-2)) - (await value(entry, -1e-2))) / 2e-2;
    const allowed = 0.02 * Math.max(1, Math.abs(slope));
    expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(allowed);
  }
});

it('is saved with its layers, and is part of a stock layers model', async () => {
  const own = stacked(3);
  const kinds = ['paper', expertOfLayers(own), expertOfLayers(own)] as const;
  own.dispose();
  const config = resolveExpertsConfig({ ...smallConfig, kinds });
  const model = ExpertsModel.create(config, [16, 16, 3], new RandomStream(5));
  const x = images(2);
  const handler = memoryHandler();
  await model.save(handler);
  const loaded = await ExpertsModel.load(handler);
  expect(loaded.config).toEqual(model.config);
  const stock = await tf.loadLayersModel(handler);
  const outputs = stock.predict(x) as tf.Tensor[];
  for (const expert of [1, 2]) {
    const made = model.apply(x, expert);
    expect(await relativeDifference(loaded.apply(x, expert), made)).toBe(0);
    expect(await relativeDifference(outputs[expert] as tf.Tensor, made)).toBeLessThan(1e-6);
    const alone = model.toLayersModel(expert);
    expect(await relativeDifference(alone.predict(x) as tf.Tensor, made)).toBeLessThan(1e-6);
    alone.dispose();
  }
  expect(await relativeDifference(model.apply(x, 1), model.apply(x, 2))).toBeGreaterThan(0.01);
  loaded.dispose();
  model.dispose();
});
