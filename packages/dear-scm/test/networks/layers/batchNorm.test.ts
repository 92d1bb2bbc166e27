import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { batchNorm } from '../../../src/networks/layers/batchNorm.ts';
import { networkOf, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const network = networkOf((blueprint) => {
  const norm = batchNorm(blueprint, 'a', 2);
  return (run, x: tf.Tensor) => norm(run, x as tf.Tensor4D);
});
const weightsOf = (gamma: number[], beta: number[], mean: number[], variance: number[]) => ({
  parameters: [tf.tensor1d(gamma), tf.tensor1d(beta)],
  buffers: [tf.tensor1d(mean), tf.tensor1d(variance)],
});
const near = async (tensor: tf.Tensor, expected: number[], digits = 4) => {
  const found = await numbers(tensor);
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, digits);
  });
};

it('starts as a norm of mean 0 and variance 1', () => {
  expect(network.layout.specs.map(({ name }) => name)).toEqual(['a/gamma', 'a/beta']);
  expect(network.buffers.specs.map(({ name }) => name)).toEqual(['a/mean', 'a/variance']);
  const stream = new RandomStream(1);
  expect([...network.initialValues(stream)]).toEqual([1, 1, 0, 0]);
  expect([...network.initialBuffers(stream)]).toEqual([0, 0, 1, 1]);
});

it('takes the running statistics outside of training', async () => {
  const weights = weightsOf([2, 1], [1, 0], [3, 0], [4, 1]);
  await near(network.run(weights, [tf.tensor2d([7, 5, 1, -2], [2, 2])]), [5, 5, -1, -2]);
});

it('takes those of the batch in training, over pixels too, and reports them', async () => {
  const weights = weightsOf([2, 1], [1, 0], [9, 9], [9, 9]);
  const seen = new Map<string, tf.Tensor>();
  const observe = (name: string, value: tf.Tensor) => void seen.set(name, tf.keep(value.clone()));
  const x = tf.tensor4d([0, 1, 2, 1, 4, 1, 6, 1], [2, 2, 1, 2]);
  // Mean 3, variance 5: (0 - 3) / sqrt(5) = -1.3416.
  const y = network.run(weights, [x], { training: true, observe });
  const expected = [0, 2, 4, 6].flatMap((value) => [1 + (2 * (value - 3)) / Math.sqrt(5), 0]);
  await near(y, expected, 3);
  await near(seen.get('a/mean') ?? x, [3, 1]);
  await near(seen.get('a/variance') ?? x, [20 / 3, 0], 3);
  // A tenth of the way: 9 -> 8.4 and 9 -> 8.2, 9 -> 8.7667 and 9 -> 8.1.
  const next = network.advance(weights, seen);
  await near(next, [8.4, 8.2, 0.9 * 9 + 0.1 * (20 / 3), 8.1], 3);
  await near(network.advance(weights, new Map()), [9, 9, 9, 9]);
});

it('has right gradients, through the statistics of the batch', async () => {
  const x = normals<tf.Rank.R4>([3, 2, 2, 2], 1);
  const w = normals<tf.Rank.R4>([3, 2, 2, 2], 2);
  const buffers = [tf.tensor1d([0.2, -0.1]), tf.tensor1d([1.5, 0.7])];
  for (const training of [true, false]) {
    const loss = (input: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
      network
        .run({ parameters: [gamma, beta], buffers }, [input], { training })
        .mul(w)
        .sum<tf.Scalar>();
    const inputs = [x, tf.tensor1d([1.2, 0.8]), tf.tensor1d([0.1, 0.3])];
    await expectGradient(loss, inputs, { floor: 2e-3 });
    await expectLeakFree(() => {
      tf.dispose(tf.grads(loss)(inputs));
    });
  }
});
