import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { selfAttention } from '../../../src/networks/paper/selfAttention.ts';
import {
  expectNetworkGradients,
  networkOf,
  normals,
  numbers,
  someWeights,
} from '../networkRuns.ts';

beforeAll(() => useBackend());

const network = networkOf((blueprint) => selfAttention(blueprint, 'a', 8));
const x = () => normals<tf.Rank.R4>([2, 4, 4, 8], 1);

it('adds nothing at first', async () => {
  const input = x();
  const output = network.run(someWeights(network, 1, 0), [input]);
  expect(await numbers(output)).toEqual(await numbers(input));
});

it('adds means of values, weighted by how keys answer queries', async () => {
  // One channel, four pixels in a row of blocks: 1x1 kernels of 1 stay 1 when they are normalised.
  const small = networkOf((blueprint) => selfAttention(blueprint, 'a', 1));
  const one = tf.ones([1, 1, 1, 1]);
  const none = tf.zeros([1]);
  const weights = {
    parameters: [one, none, one, none, one, none, one, none, tf.tensor1d([2])],
    buffers: [1, 1, 1, 1].map(() => tf.ones([1, 1])),
  };
  const pixels = tf.tensor4d([1, 0, -1, 0.5, 0, 0, 0, 0], [1, 2, 4, 1]);
  // Keys and values are the maxima of the two blocks: 1 and 0.5.
  const expected = [1, 0, -1, 0.5, 0, 0, 0, 0].map((query) => {
    const [a, b] = [Math.exp(query), Math.exp(query * 0.5)];
    return query + (2 * (a + 0.5 * b)) / (a + b);
  });
  const found = await numbers(small.run(weights, [pixels]));
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 5);
  });
});

it('has an eighth of the channels in queries and keys, half in values', () => {
  const shapes = network.layout.specs.filter(({ name }) => name.endsWith('kernel'));
  expect(shapes.map(({ shape }) => shape.slice(2))).toEqual([
    [8, 1],
    [8, 1],
    [8, 4],
    [4, 8],
  ]);
});

it('has right gradients', async () => {
  await expectNetworkGradients(network, [x()]);
});
