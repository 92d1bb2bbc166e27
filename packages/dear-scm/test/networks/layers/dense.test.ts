import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { denseLayer } from '../../../src/networks/layers/dense.ts';
import type { DenseOptions } from '../../../src/networks/layers/dense.ts';
import { expectNetworkGradients, networkOf, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const dense = (options?: DenseOptions) =>
  networkOf((blueprint) => denseLayer(blueprint, 'a', 2, 3, options));
const weights = {
  parameters: [tf.tensor2d([1, 2, -3, 4, 0, 1], [2, 3]), tf.tensor1d([0, -3, 1])],
  buffers: [],
};
const rounded = (values: number[]) => values.map((value) => Number(value.toFixed(5)));

it('computes x W + b, and a LeakyReLU of slope 0.2', async () => {
  const x = tf.tensor2d([1, -1], [1, 2]);
  expect(rounded(await numbers(dense({ activated: false }).run(weights, [x])))).toEqual([
    -3, -1, -3,
  ]);
  expect(rounded(await numbers(dense().run(weights, [x])))).toEqual([-0.6, -0.2, -0.6]);
});

it('starts for what follows it', () => {
  const spread = (options?: DenseOptions) => {
    const network = networkOf((blueprint) => denseLayer(blueprint, 'a', 100, 100, options));
    return Math.hypot(...network.initialValues(new RandomStream(1))) / 10;
  };
  expect(spread()).toBeCloseTo(Math.sqrt(2 / 1.04), 1);
  expect(spread({ activated: false })).toBeCloseTo(1, 1);
  expect(spread({ activated: false, followed: true })).toBe(spread());
});

it.each([{}, { activated: false }, { spectral: true }])(
  'has right gradients with %j',
  async (options) => {
    await expectNetworkGradients(dense(options), [normals<tf.Rank.R2>([4, 2], 1)]);
  },
);
