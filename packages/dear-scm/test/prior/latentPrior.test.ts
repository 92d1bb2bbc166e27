import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { latentPrior } from '../../src/prior/latentPrior.ts';
import type { PriorConfig } from '../../src/prior/priorConfig.ts';

const linear: PriorConfig = { kind: 'linear', leastSlope: null };
const monotone: PriorConfig = { kind: 'monotone', breakpoints: 5, range: 2, detachOffsets: false };
const pendulum = [
  [0, 0, 1, 1],
  [0, 0, 1, 1],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
];
const chain = [
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, 0],
];

const identity = (factors: number) => [tf.ones([factors]), tf.zeros([factors])];

const sampled = async (mask: number[][], adjacency: number[], eps: number[], width: number) => {
  const factors = mask.length;
  const z = tf.tidy(() =>
    latentPrior(linear, mask, width).sample(
      identity(factors),
      [tf.tensor2d(adjacency, [factors, factors])],
      tf.tensor2d(eps, [1, width]),
    ),
  );
  const found = Array.from(await z.data());
  z.dispose();
  return found;
};

it('passes causes on to effects and leaves the other coordinates alone', async () => {
  const adjacency = [0, 0, 0.5, -0.3, 0, 0, 0.2, 0.7, 0, 0, 0, 0, 0, 0, 0, 0];
  const found = await sampled(pendulum, adjacency, [1, 2, 0.1, -0.2, 7, 8], 6);
  [1, 2, 1, 0.9, 7, 8].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
});

it('reaches the end of a chain', async () => {
  const found = await sampled(chain, [0, 0.5, 0, 0, 0, 0.5, 0, 0, 0], [1, 0, 0], 3);
  expect(found).toEqual([1, 0.5, 0.25]);
});

it('does not see weights outside the mask', async () => {
  const found = await sampled(chain, [9, 0.5, 9, 9, 9, 0.5, 9, 9, 9], [1, 0, 0], 3);
  expect(found).toEqual([1, 0.5, 0.25]);
});

it.each([
  ['linear', linear],
  ['monotone', monotone],
])('has the gradient of finite differences (%s)', async (_, config) => {
  const prior = latentPrior(config, chain, 4);
  const stream = new RandomStream(1);
  const start = prior.initialMap(stream);
  const map = tf.tidy(() => {
    const { specs, sizes } = prior.mapLayout;
    let from = 0;
    return specs.map(({ shape }, i) => {
      const part = start.slice(from, (from += sizes[i] ?? 0));
      return tf.tensor(part, [...shape]);
    });
  });
  const adjacency = tf.tensor2d([0, 0.5, 0, 0, 0, -0.8, 0, 0, 0], [3, 3]);
  const eps = tf.tensor2d(stream.normals(20), [5, 4]);
  const weights = tf.tensor2d(stream.normals(20), [5, 4]);
  await expectGradient(
    (first, second, a, e) =>
      prior
        .sample([first, second], [a], e as tf.Tensor2D)
        .mul(weights)
        .sum<tf.Scalar>(),
    [...map, adjacency, eps],
    // Samples near a breakpoint bend within a longer step.
    { step: 0.002, floor: 1e-2 },
  );
  tf.dispose([map, adjacency, eps, weights]);
});

it('has a gradient of exactly 0 outside the mask, and for a graph without edges', async () => {
  const gradientOf = async (mask: number[][]) => {
    const factors = mask.length;
    const gradient = tf.tidy(() =>
      tf.grad((a: tf.Tensor) =>
        latentPrior(linear, mask, factors)
          .sample(identity(factors), [a], tf.ones([2, factors]))
          .square()
          .sum(),
      )(tf.fill([factors, factors], 0.5)),
    );
    const found = Array.from(await gradient.data());
    gradient.dispose();
    return found;
  };
  const found = await gradientOf(pendulum);
  pendulum.flat().forEach((edge, i) => expect(found[i] !== 0).toBe(edge === 1));
  expect(
    (
      await gradientOf([
        [0, 0],
        [0, 0],
      ])
    ).every((value) => value === 0),
  ).toBe(true);
});

it('starts without effects, and without anything to learn when it is Gaussian', async () => {
  const prior = latentPrior(linear, pendulum, 6);
  expect([prior.latentWidth, prior.factors]).toEqual([6, 4]);
  expect([prior.mapLayout.length, prior.adjacencyLayout.length]).toEqual([8, 16]);
  expect(prior.initialAdjacency()).toEqual(new Float32Array(16));
  expect(prior.initialMap(new RandomStream(1))).toHaveLength(8);
  const gaussian = latentPrior({ kind: 'gaussian' }, pendulum, 6);
  expect([gaussian.mapLayout.length, gaussian.adjacencyLayout.length]).toEqual([0, 0]);
  expect(gaussian.initialMap(new RandomStream(1))).toHaveLength(0);
  expect(gaussian.initialAdjacency()).toHaveLength(0);
  const eps = tf.tensor2d([[1, 2, 3, 4, 5, 6]]);
  const z = gaussian.sample([], [], eps);
  eps.dispose();
  expect(Array.from(await z.data())).toEqual([1, 2, 3, 4, 5, 6]);
  z.dispose();
});

it('leaves no tensors behind', async () => {
  await expectLeakFree(() => {
    tf.tidy(() => {
      const prior = latentPrior(monotone, chain, 4);
      const map = [tf.zeros([3, 6]), tf.zeros([3])];
      tf.grads((a: tf.Tensor, p: tf.Tensor) =>
        prior.sample([p, map[1] as tf.Tensor], [a], tf.ones([2, 4])).sum(),
      )([tf.zeros([3, 3]), map[0] as tf.Tensor]);
    });
  });
});

it('refuses fewer coordinates than factors', () => {
  expect(thrownCode(() => latentPrior(linear, pendulum, 3))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => latentPrior(linear, [[1]], 3))).toBe('ERR_ARGUMENT');
});
