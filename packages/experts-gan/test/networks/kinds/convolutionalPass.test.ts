import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  blockStatistics,
  expertLayout,
  NARROW,
  WIDE,
} from '../../../src/networks/kinds/convolutionalNetwork.ts';
import {
  disposeConvolutionalPass,
  convolutionalForward,
  convolutionalGradient,
} from '../../../src/networks/kinds/convolutionalPass.ts';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { plainExpert, relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
const layout = expertLayout(5, 2);
const start = drawParameters(layout, new RandomStream(8), 'uniform');
const parameters = () => parameterTensors(layout, start);

it('reports mean and unbiased variance of every block', async () => {
  const x = images(4, 8, 2);
  const { statistics } = await convolutionalForward(parameters(), x, noPause);
  const [kernel] = parameters();
  const { mean, variance } = tf.moments(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'same'), [0, 1, 2]);
  const first = blockStatistics(statistics, 0);
  expect(statistics.shape).toEqual([2 * 4 * 5]);
  expect(await relativeDifference(first.mean, mean)).toBeLessThan(1e-5);
  expect(await relativeDifference(first.variance, variance.mul(256 / 255))).toBeLessThan(1e-5);
});

const activated = expertLayout(5, 2, 'activationFirst');
const activatedStart = drawParameters(activated, new RandomStream(8), 'uniform');

describe.each([
  ['paper', NARROW, layout, start],
  ['wide', WIDE, layout, start],
  ['paper, activation first', NARROW, activated, activatedStart],
  ['wide, activation first', WIDE, activated, activatedStart],
])('a pass of kind %s', (_, resamplings, layout, start) => {
  const parameters = () => parameterTensors(layout, start);

  it('has the gradient that automatic differentiation gives, through the batch statistics', async () => {
    const [flat, x, dy] = [tf.tensor1d(start), images(4, 8, 2), images(4, 8, 2)];
    const pass = await convolutionalForward(parameters(), x, noPause, resamplings);
    const plain = (values: tf.Tensor) => plainExpert(values, layout, x, resamplings);
    expect(await relativeDifference(pass.output, plain(flat))).toBeLessThan(1e-5);
    const gradient = await convolutionalGradient(parameters(), pass, dy, { pause: noPause });
    expect(await relativeDifference(gradient, tf.grad(plain)(flat, dy))).toBeLessThan(2e-4);
  });

  it('lets the gradient of a few rows enter alone, as if the other rows had none', async () => {
    const x = images(6, 8, 2);
    const pass = await convolutionalForward(parameters(), x, noPause, resamplings);
    const dRows = images(2, 8, 2);
    const rows = tf.tensor1d([1, 4], 'int32');
    const dense = tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape);
    const sparse = await convolutionalGradient(parameters(), pass, dRows, { rows, pause: noPause });
    const full = await convolutionalGradient(parameters(), pass, dense, { pause: noPause });
    expect(await relativeDifference(sparse, full)).toBeLessThan(1e-5);
  });

  it('agrees with finite differences', async () => {
    const [x, dy] = [images(3, 8, 2), images(3, 8, 2)];
    const pass = await convolutionalForward(parameters(), x, noPause, resamplings);
    const found = await convolutionalGradient(parameters(), pass, dy, { pause: noPause });
    const gradient = await found.data();
    const value = async (entry: number, change: number) => {
      const moved = tf.tensor1d(start.map((v, i) => (i === entry ? v + change : v)));
      return (await plainExpert(moved, layout, x, resamplings).mul(dy).sum().data())[0] ?? NaN;
    };
    for (const entry of [0, 50, 95, 200, layout.length - 1]) {
      const slope = ((await value(entry, 1e-2)) - (await value(entry, -1e-2))) / 2e-2;
      expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(
        0.02 * Math.max(1, Math.abs(slope)),
      );
    }
  });
});

it.each([
  ['paper', NARROW, layout, start],
  ['wide', WIDE, layout, start],
  ['wide, activation first', WIDE, activated, activatedStart],
])('leaks nothing over a pass of kind %s, its gradients and its end', async (...kind) => {
  const [, resamplings, layout, start] = kind;
  const [own, x] = [parameterTensors(layout, start), images(4, 8, 2)];
  const rows = tf.tensor1d([0], 'int32');
  const before = tf.memory().numTensors;
  const pass = await convolutionalForward(own, x, noPause, resamplings);
  (await convolutionalGradient(own, pass, x, { pause: noPause })).dispose();
  const dOutput = images(1, 8, 2);
  (await convolutionalGradient(own, pass, dOutput, { rows, pause: noPause })).dispose();
  dOutput.dispose();
  disposeConvolutionalPass(pass);
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});

it('pauses after every block', async () => {
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  const pass = await convolutionalForward(parameters(), images(1, 8, 2), pause);
  expect(pauses).toBe(4);
  await convolutionalGradient(parameters(), pass, images(1, 8, 2), { pause });
  expect(pauses).toBe(8);
});
