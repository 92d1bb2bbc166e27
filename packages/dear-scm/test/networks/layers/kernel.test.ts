import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { kernelOf } from '../../../src/networks/layers/kernel.ts';
import { ones } from '../../../src/networks/layers/starts.ts';
import { networkOf, numbers, someWeights } from '../networkRuns.ts';

beforeAll(() => useBackend());

const kernelNetwork = (spectral: boolean) =>
  networkOf((blueprint) => {
    const kernel = kernelOf<tf.Tensor2D>(blueprint, 'a', [3, 2], ones, { spectral });
    return ({ weights }, x: tf.Tensor) => x.matMul(kernel(weights));
  });

it('has no buffers where nothing is normalised', async () => {
  const network = kernelNetwork(false);
  expect([network.layout.length, network.buffers.length]).toEqual([6, 0]);
  const weights = { parameters: [tf.ones([3, 2])], buffers: [] };
  expect(await numbers(network.run(weights, [tf.ones([1, 3])]))).toEqual([3, 3]);
});

it('divides by the norm along its buffer, which advances', async () => {
  const network = kernelNetwork(true);
  expect(network.buffers.specs).toEqual([{ name: 'a/direction', shape: [2] }]);
  expect(Math.hypot(...network.initialBuffers(new RandomStream(1)))).toBeCloseTo(1, 6);
  const weights = { parameters: [tf.ones([3, 2])], buffers: [tf.tensor1d([1, 0])] };
  // |W (1, 0)| = sqrt(3); the largest singular value is sqrt(6).
  expect((await numbers(network.run(weights, [tf.ones([1, 3])])))[0]).toBeCloseTo(Math.sqrt(3), 5);
  const next = network.advance(weights, new Map());
  (await numbers(next)).forEach((value) => expect(value).toBeCloseTo(Math.SQRT1_2, 5));
  const advanced = { ...weights, buffers: [next] };
  expect((await numbers(network.run(advanced, [tf.ones([1, 3])])))[0]).toBeCloseTo(
    3 / Math.sqrt(6),
    5,
  );
  expect(someWeights(network).buffers).toHaveLength(1);
});
