import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { convolutionLayer, denseLayer } from '../../../src/networks/layers/affineLayers.ts';
import type { LayerOptions } from '../../../src/networks/layers/affineLayers.ts';
import { expectNetworkGradients, networkOf, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const dense = (options?: LayerOptions) =>
  networkOf((blueprint) => denseLayer(blueprint, 'a', 2, 3, options));
const weightsOf = () => ({
  parameters: [tf.tensor2d([1, 2, -3, 4, 0, 1], [2, 3]), tf.tensor1d([0, -3, 1])],
  buffers: [],
});
const rounded = (values: number[]) => values.map((value) => Number(value.toFixed(5)));

it('computes x W + b, and a LeakyReLU of slope 0.2', async () => {
  const [weights, x] = [weightsOf(), tf.tensor2d([1, -1], [1, 2])];
  expect(rounded(await numbers(dense({ activated: false }).run(weights, [x])))).toEqual([
    -3, -1, -3,
  ]);
  expect(rounded(await numbers(dense().run(weights, [x])))).toEqual([-0.6, -0.2, -0.6]);
});

it('starts for the activation that it has', () => {
  const spread = (options?: LayerOptions) => {
    const network = networkOf((blueprint) => denseLayer(blueprint, 'a', 100, 100, options));
    return Math.hypot(...network.initialValues(new RandomStream(1))) / 10;
  };
  expect(spread()).toBeCloseTo(Math.sqrt(2 / 1.04), 1);
  expect(spread({ activated: false })).toBeCloseTo(1, 1);
});

it.each([{}, { activated: false }, { spectral: true }, { noise: [3] }])(
  'has right gradients with %j',
  async (options) => {
    await expectNetworkGradients(dense(options), [normals<tf.Rank.R2>([4, 2], 1)], (noise) => ({
      noise,
    }));
  },
);

const convolution = (options?: LayerOptions) =>
  networkOf((blueprint) => convolutionLayer(blueprint, 'a', 2, 3, options));

it('computes a convolution that keeps the size, a bias and a LeakyReLU', async () => {
  // One pixel: only the middle of the kernel counts.
  const kernel = tf.zeros<tf.Rank.R4>([3, 3, 2, 3]).arraySync();
  kernel[1]?.[1]?.splice(0, 2, [1, 2, -3], [4, 0, 1]);
  const weights = { parameters: [tf.tensor4d(kernel), tf.tensor1d([0, -3, 1])], buffers: [] };
  const x = tf.tensor4d([1, -1], [1, 1, 1, 2]);
  const found = await numbers(convolution().run(weights, [x]));
  [-0.6, -0.2, -0.6].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  const wide = convolution({ activated: false }).run(weights, [tf.ones([2, 4, 5, 2])]);
  expect(wide.shape).toEqual([2, 4, 5, 3]);
  const corner = await numbers(wide);
  [5, -1, -1].forEach((value, i) => expect(corner[i]).toBeCloseTo(value, 5));
});

it('starts with 9 inputs per channel', () => {
  const network = networkOf((blueprint) => convolutionLayer(blueprint, 'a', 40, 40));
  const values = network.initialValues(new RandomStream(1));
  const variance = values.reduce((sum, value) => sum + value * value, 0) / (9 * 40 * 40);
  expect(variance * 9 * 40).toBeCloseTo(2 / 1.04, 1);
});

it.each([{}, { activated: false }, { spectral: true, activated: false }, { noise: [3, 4, 3] }])(
  'convolves with right gradients with %j',
  async (options) => {
    await expectNetworkGradients(
      convolution(options),
      [normals<tf.Rank.R4>([2, 3, 4, 2], 1)],
      (noise) => ({ noise }),
    );
  },
);
