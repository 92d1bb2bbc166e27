import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { convolutionalKind } from '../../../src/networks/kinds/convolutionalKind.ts';
import type { LayerWeights } from '../../../src/networks/kinds/expertKind.ts';
import { joinChannels, splitChannels } from '../../../src/networks/kinds/planes.ts';
import { plainExpert, relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'uniform' });

it('draws parameters by the layout, and statistics of mean 0 and variance 1', () => {
  const { parameters, statistics } = kind.draw(new RandomStream(3));
  expect(parameters).toEqual(drawParameters(kind.layout, new RandomStream(3), 'uniform'));
  expect(Array.from(statistics)).toEqual([
    ...Array<number>(16).fill(0),
    ...Array<number>(16).fill(1),
  ]);
  expect(kind.statistics.specs[4]).toEqual({ name: 'norm1/moving_variance', shape: [4] });
});

it.each([
  { wide: false },
  { wide: true },
  { order: 'activationFirst' },
  { order: 'activationFirst', wide: true },
] as const)(
  'predicts what it trains, where the statistics are those of the batch: %j',
  async (settings) => {
    const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'uniform', ...settings });
    const wide = 'wide' in settings && settings.wide;
    const parameters = parameterTensors(kind.layout, kind.draw(new RandomStream(3)).parameters);
    const x = images(8, 8, 2);
    const alive = tf.memory().numTensors;
    const pass = await kind.forward(parameters, x, noPause);
    const folded = kind.fold({ parameters, statistics: pass.statistics });
    const predicted = tf.tidy(() => kind.stages(folded).reduce((at, stage) => stage(at), x));
    // The batch norm of training divides by the biased variance.
    expect(await relativeDifference(predicted, pass.output)).toBeLessThan(wide ? 2e-2 : 2e-3);
    const gradient = await pass.gradient(x, { pause: noPause });
    expect(gradient.shape).toEqual([kind.layout.length]);
    pass.dispose();
    tf.dispose([folded, predicted, gradient]);
    expect(tf.memory().numTensors).toBe(alive);
  },
);

describe('channel by channel', () => {
  const channelwise = convolutionalKind({
    filters: 4,
    channels: 2,
    gamma: 'uniform',
    channelwise: true,
  });
  const grey = convolutionalKind({ filters: 4, channels: 1, gamma: 'uniform' });
  const own = grey.draw(new RandomStream(3));
  const parameters = () => parameterTensors(grey.layout, own.parameters);

  it('does to each channel what a grey expert does, in prediction and as stock layers', async () => {
    expect(channelwise.layout).toEqual(grey.layout);
    const x = images(3, 8, 2);
    const statistics = tf.tensor1d(own.statistics.map((v, i) => v + 0.1 * (i % 3)));
    const expert = { parameters: parameters(), statistics };
    const predict = (kind: typeof grey, input: tf.Tensor4D) =>
      kind.stages(kind.fold(expert)).reduce((at, stage) => stage(at), input);
    const expected = tf.concat(
      [0, 1].map((c) => predict(grey, x.slice([0, 0, 0, c], [-1, -1, -1, 1]))),
      3,
    );
    const alive = tf.memory().numTensors;
    const found = tf.tidy(() => predict(channelwise, x));
    expect(tf.memory().numTensors).toBe(alive + 1);
    expect(await relativeDifference(found, expected)).toBeLessThan(1e-5);
    const input = tf.input({ shape: [null, null, 2] });
    const weights: LayerWeights = [];
    const outputs = channelwise.layers(input, expert, 'a', weights);
    const model = tf.model({ inputs: input, outputs });
    for (const [name, tensors] of weights) model.getLayer(name).setWeights(tensors);
    expect(await relativeDifference(model.predict(x) as tf.Tensor, expected)).toBeLessThan(1e-5);
  });

  it('has the gradient of automatic differentiation, of all rows and of a few', async () => {
    const [x, dy] = [images(3, 8, 2), images(3, 8, 2)];
    const alive = tf.memory().numTensors;
    const { parameters: values } = own;
    const plain = (flat: tf.Tensor) =>
      joinChannels(plainExpert(flat, grey.layout, splitChannels(x)), 2);
    const tensors = parameters();
    const pass = await channelwise.forward(tensors, x, noPause);
    const expected = tf.tidy(() => tf.grad(plain)(tf.tensor1d(values), dy));
    const gradient = await pass.gradient(dy, { pause: noPause });
    expect(await relativeDifference(gradient, expected)).toBeLessThan(2e-4);
    const rows = tf.tensor1d([2, 0], 'int32');
    const dRows = tf.gather(dy, rows);
    const dense = tf.tidy(() => tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape));
    const few = await pass.gradient(dRows, { pause: noPause, rows });
    const full = await pass.gradient(dense, { pause: noPause });
    expect(await relativeDifference(few, full)).toBeLessThan(1e-5);
    pass.dispose();
    tf.dispose([tensors, expected, gradient, rows, dRows, dense, few, full]);
    expect(tf.memory().numTensors).toBe(alive);
  });
});

it.each(['batchNormFirst', 'activationFirst'] as const)(
  'normalises by the images that are worked on together where it is told so: %s',
  async (order) => {
    const kind = convolutionalKind({
      ...{ filters: 4, channels: 2, gamma: 'uniform', order, wide: true },
      evaluationStatistics: 'batch',
    });
    expect(kind.rowwise).toBe(false);
    const { parameters: drawn, statistics } = kind.draw(new RandomStream(3));
    const parameters = parameterTensors(kind.layout, drawn);
    const [x, running] = [images(6, 8, 2), tf.tensor1d(statistics)];
    const alive = tf.memory().numTensors;
    const folded = kind.fold({ parameters, statistics: running });
    const predict = (of: tf.Tensor4D) =>
      tf.tidy(() => kind.stages(folded).reduce((at, stage) => stage(at), of));
    const [predicted, pass] = [predict(x), await kind.forward(parameters, x, noPause)];
    expect(await relativeDifference(predicted, pass.output)).toBeLessThan(1e-6);
    pass.dispose();
    tf.dispose([folded, predicted]);
    expect(tf.memory().numTensors).toBe(alive);
  },
);

it('has no bias before batch norm, and one in every block where the activation comes first', () => {
  const size = (order: 'batchNormFirst' | 'activationFirst') =>
    convolutionalKind({ filters: 32, channels: 1, gamma: 'one', order }).layout.length;
  expect(size('batchNormFirst')).toBe(27 * 32 ** 2 + 26 * 32 + 1);
  expect(size('activationFirst')).toBe(28_609);
});

/** The number of pixels, one way, that the middle pixel of the output depends on. */
async function field(wide: boolean, at: number): Promise<number> {
  const seen = convolutionalKind({ filters: 2, channels: 1, gamma: 'one', wide });
  const own = seen.draw(new RandomStream(5));
  const parameters = parameterTensors(seen.layout, own.parameters);
  const folded = seen.fold({ parameters, statistics: tf.tensor1d(own.statistics) });
  const run = (x: tf.Tensor4D) => seen.stages(folded).reduce((input, stage) => stage(input), x);
  // One image for each column: the point stands in it, at the row of the output pixel.
  const points = tf
    .oneHot(tf.range(0, 48, 1, 'int32'), 48)
    .mul(100)
    .reshape([48, 1, 48, 1]);
  const padded = tf.pad(points, [
    [0, 0],
    [at, 47 - at],
    [0, 0],
    [0, 0],
  ]) as tf.Tensor4D;
  const moved = run(padded)
    .sub(run(tf.zeros([1, 48, 48, 1])))
    .slice([0, at, at, 0], [48, 1, 1, 1]);
  const columns = [...(await moved.abs().data()).entries()].filter(([, v]) => v > 1e-6);
  return (columns.at(-1)?.[0] ?? NaN) - (columns[0]?.[0] ?? NaN) + 1;
}

it('sees 11 pixels each way as the paper has it, and 22 to 26 as the wide variant', async () => {
  expect(await field(false, 24)).toBe(11);
  const fields = await Promise.all([24, 25, 26, 27].map((at) => field(true, at)));
  expect(fields).toEqual([22, 26, 26, 22]);
});
