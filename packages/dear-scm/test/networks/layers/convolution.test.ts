import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { convolutionLayer } from '../../../src/networks/layers/convolution.ts';
import type { DenseOptions } from '../../../src/networks/layers/dense.ts';
import { expectNetworkGradients, networkOf, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const convolution = (options?: DenseOptions) =>
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

it.each([{}, { activated: false }, { spectral: true, activated: false }])(
  'has right gradients with %j',
  async (options) => {
    await expectNetworkGradients(convolution(options), [normals<tf.Rank.R4>([2, 3, 4, 2], 1)]);
  },
);
