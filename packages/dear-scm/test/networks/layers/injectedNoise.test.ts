import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { noiseSource } from '../../../src/networks/layers/injectedNoise.ts';
import { networkOf, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const sourceOf = (shape: number[]) =>
  networkOf((blueprint) => {
    const source = noiseSource(blueprint, 'a', shape);
    return (run, x: tf.Tensor) => {
      const noise = source(run, x);
      return noise === undefined ? x : x.add(noise.drawn.mul(noise.scale));
    };
  });
const network = sourceOf([2, 2, 2]);
const x = tf.zeros<tf.Rank.R4>([3, 2, 2, 2]);

it('is named after its layer, and starts at nothing', () => {
  expect(network.layout.specs).toEqual([{ name: 'a/noise', shape: [2, 2, 2] }]);
  expect(network.initialValues(new RandomStream(1))).toEqual(new Float32Array(8));
});

it('draws a map per example, the same for its channels, times a weight per pixel and channel', async () => {
  const weights = { parameters: [tf.tensor([1, 10, 1, 10, 1, 10, 2, 0], [2, 2, 2])], buffers: [] };
  const added = await numbers(network.run(weights, [x], { noise: new RandomStream(1) }));
  const drawn = new RandomStream(1).normals(12);
  [0, 1, 2].forEach((example) => {
    const found = added.slice(8 * example, 8 * example + 8);
    const [a = 0, b = 0, c = 0, d = 0] = drawn.subarray(4 * example);
    [a, 10 * a, b, 10 * b, c, 10 * c, 2 * d, 0].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 5);
    });
  });
});

it('draws for every unit of a vector', async () => {
  const weights = { parameters: [tf.ones([3])], buffers: [] };
  const added = sourceOf([3]).run(weights, [tf.zeros([2, 3])], { noise: new RandomStream(2) });
  expect(await numbers(added)).toEqual(Array.from(new RandomStream(2).normals(6)));
});

it('is silent without a stream, with gradients of 0 in training', async () => {
  const ones = tf.ones([2, 2, 2]);
  expect(network.run({ parameters: [ones], buffers: [] }, [x])).toBe(x);
  const loss = (scale: tf.Tensor) =>
    network.run({ parameters: [scale], buffers: [] }, [x], { training: true }).sum<tf.Scalar>();
  expect(await numbers(tf.grad(loss)(ones))).toEqual(new Array(8).fill(0));
});
