import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  blockStatistics,
  disposeExpertPass,
  expertForward,
  expertGradient,
  expertLayout,
  expertViews,
} from '../../src/networks/expertNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { plainExpert, relativeDifference } from '../autodiff.ts';
import { parameterTensors, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
const layout = expertLayout(5, 2);
const start = drawParameters(layout, new RandomStream(8), 'uniform');
const parameters = () => parameterTensors(layout, start);

it.each([
  [32, 28_481],
  [64, 112_257],
  [128, 445_697],
])('has 27 F^2 + 26 F + 1 parameters: F = %d, %d', (filters, count) => {
  expect(expertLayout(filters, 1).length).toBe(count);
  expect(27 * filters ** 2 + 26 * filters + 1).toBe(count);
});

it('names its parameters by role', () => {
  const { blocks, outputKernel, outputBias } = expertViews(parameters());
  expect(blocks.map(({ kernel }) => kernel.shape)).toEqual([
    [3, 3, 2, 5],
    [3, 3, 5, 5],
    [3, 3, 5, 5],
    [3, 3, 5, 5],
  ]);
  expect(outputKernel.shape).toEqual([3, 3, 5, 2]);
  expect(outputBias.shape).toEqual([2]);
  expect(thrownCode(() => expertViews(parameters().slice(1)))).toBe('ERR_SHAPE');
});

it('finds the statistics of a block: all means come before all variances', async () => {
  // Four blocks of two filters.
  const statistics = tf.tensor1d(Float32Array.from({ length: 16 }, (_, i) => i));
  for (const block of [0, 3]) {
    const { mean, variance } = blockStatistics(statistics, block);
    expect(Array.from(await mean.data())).toEqual([2 * block, 2 * block + 1]);
    expect(Array.from(await variance.data())).toEqual([8 + 2 * block, 9 + 2 * block]);
  }
});

it('reports mean and unbiased variance of every block', async () => {
  const x = images(4, 8, 2);
  const { statistics } = expertForward(parameters(), x);
  const [kernel] = parameters();
  const { mean, variance } = tf.moments(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'same'), [0, 1, 2]);
  const first = blockStatistics(statistics, 0);
  expect(statistics.shape).toEqual([2 * 4 * 5]);
  expect(await relativeDifference(first.mean, mean)).toBeLessThan(1e-5);
  expect(await relativeDifference(first.variance, variance.mul(256 / 255))).toBeLessThan(1e-5);
});

it('has the gradient that automatic differentiation gives, through the batch statistics', async () => {
  const [flat, x, dy] = [tf.tensor1d(start), images(4, 8, 2), images(4, 8, 2)];
  const pass = expertForward(parameters(), x);
  const plain = (values: tf.Tensor) => plainExpert(values, layout, x);
  expect(await relativeDifference(pass.output, plain(flat))).toBeLessThan(1e-5);
  const gradient = expertGradient(parameters(), pass, dy);
  expect(await relativeDifference(gradient, tf.grad(plain)(flat, dy))).toBeLessThan(2e-4);
});

it('lets the gradient of a few rows enter alone, as if the other rows had none', async () => {
  const x = images(6, 8, 2);
  const pass = expertForward(parameters(), x);
  const dRows = images(2, 8, 2);
  const rows = tf.tensor1d([1, 4], 'int32');
  const dense = tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape);
  const sparse = expertGradient(parameters(), pass, dRows, rows);
  const full = expertGradient(parameters(), pass, dense);
  expect(await relativeDifference(sparse, full)).toBeLessThan(1e-5);
});

it('agrees with finite differences', async () => {
  const [x, dy] = [images(3, 8, 2), images(3, 8, 2)];
  const gradient = await expertGradient(parameters(), expertForward(parameters(), x), dy).data();
  const value = async (entry: number, change: number) => {
    const moved = tf.tensor1d(start.map((v, i) => (i === entry ? v + change : v)));
    return (await plainExpert(moved, layout, x).mul(dy).sum().data())[0] ?? NaN;
  };
  for (const entry of [0, 50, 95, 200, layout.length - 1]) {
    const slope = ((await value(entry, 1e-2)) - (await value(entry, -1e-2))) / 2e-2;
    expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(
      0.02 * Math.max(1, Math.abs(slope)),
    );
  }
});

it('leaks nothing over a pass, its gradient and its end', () => {
  const [own, x] = [parameters(), images(4, 8, 2)];
  const before = tf.memory().numTensors;
  const pass = expertForward(own, x);
  expertGradient(own, pass, x).dispose();
  disposeExpertPass(pass);
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});
