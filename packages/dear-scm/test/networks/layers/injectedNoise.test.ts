import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { noNoise, noiseLayer } from '../../../src/networks/layers/injectedNoise.ts';
import { expectNetworkGradients, networkOf, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const network = networkOf((blueprint) => noiseLayer(blueprint, 'a', [2, 2, 2]));
const x = tf.ones<tf.Rank.R4>([3, 2, 2, 2]);

it('adds nothing at first, and nothing without a stream', async () => {
  const start = {
    parameters: [tf.tensor(network.initialValues(new RandomStream(1)), [2, 2, 2])],
    buffers: [],
  };
  const fresh = network.run(start, [x], { noise: new RandomStream(1) });
  expect(await numbers(fresh)).toEqual(await numbers(x));
  const silent = network.run({ parameters: [tf.ones([2, 2, 2])], buffers: [] }, [x]);
  expect(await numbers(silent)).toEqual(await numbers(x));
});

it('draws a map per example, the same for its channels, times a weight per pixel and channel', async () => {
  const weights = { parameters: [tf.tensor([1, 10, 1, 10, 1, 10, 2, 0], [2, 2, 2])], buffers: [] };
  const added = await numbers(network.run(weights, [x.mul(0)], { noise: new RandomStream(1) }));
  const drawn = new RandomStream(1).normals(12);
  [0, 1, 2].forEach((example) => {
    const found = added.slice(8 * example, 8 * example + 8);
    const [a = 0, b = 0, c = 0, d = 0] = drawn.subarray(4 * example);
    [a, 10 * a, b, 10 * b, c, 10 * c, 2 * d, 0].forEach((value, i) =>
      expect(found[i]).toBeCloseTo(value, 5),
    );
  });
});

it('draws for every unit of a vector', async () => {
  const units = networkOf((blueprint) => noiseLayer(blueprint, 'a', [3]));
  const weights = { parameters: [tf.ones([3])], buffers: [] };
  const added = units.run(weights, [tf.zeros([2, 3])], { noise: new RandomStream(2) });
  expect(await numbers(added)).toEqual(Array.from(new RandomStream(2).normals(6)));
});

it('has right gradients, and in training gradients of 0 without a stream', async () => {
  const input = normals<tf.Rank.R4>([2, 2, 2, 2], 1);
  await expectNetworkGradients(network, [input], (noise) => ({ noise }));
  await expectNetworkGradients(network, [input], () => ({ training: true }));
});

it('may be left out', () => {
  expect(noNoise({ weights: { parameters: [], buffers: [] }, pass: {} }, x)).toBe(x);
});
