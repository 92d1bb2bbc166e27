import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import {
  mlpDiscriminator,
  mlpEncoder,
  mlpGenerator,
} from '../../../src/networks/mlp/mlpNetworks.ts';
import { expectNetworkGradients, normals, numbers, someWeights } from '../networkRuns.ts';

beforeAll(() => useBackend());

const config = { kind: 'mlp', width: 5, depth: 2, injectedNoise: true } as const;
const vectors = (n: number) => normals<tf.Rank.R2>([n, 8], 1);
const latents = (n: number) => normals<tf.Rank.R2>([n, 3], 2);

it('has as many hidden layers as asked for', () => {
  const names = (layout: { specs: readonly { name: string; shape: readonly number[] }[] }) =>
    layout.specs
      .filter(({ name }) => name.endsWith('kernel'))
      .map(({ name, shape }) => `${name.slice(0, -7)} ${shape.join('x')}`);
  expect(names(mlpEncoder({ ...config, depth: 3 }, [8], 6).layout)).toEqual([
    'hidden1 8x5',
    'hidden2 5x5',
    'hidden3 5x5',
    'output 5x6',
  ]);
  expect(names(mlpGenerator(config, [8], 3).layout)).toEqual([
    'hidden1 3x5',
    'hidden2 5x5',
    'output 5x8',
  ]);
  expect(names(mlpDiscriminator(config, [8], 3).layout)).toEqual([
    'observation1 8x5',
    'observation2 5x5',
    'latent1 3x5',
    'latent2 5x5',
    'head/observation 5x1',
    'head/latent 5x1',
    'joint 10x5',
    'head/both 5x1',
  ]);
});

it('makes vectors of any numbers, and images of pixels', async () => {
  const plain = mlpGenerator(config, [8], 3);
  const made = await numbers(plain.run(someWeights(plain), [latents(40)]));
  expect(Math.min(...made)).toBeLessThan(0);
  expect(Math.max(...made)).toBeGreaterThan(1);
  const painter = mlpGenerator(config, [2, 4, 1], 3);
  const images = painter.run(someWeights(painter), [latents(40)]);
  expect(images.shape).toEqual([40, 2, 4, 1]);
  const squashed = made.map((value) => (Math.tanh(value / 2) + 1) / 2);
  (await numbers(images)).forEach((value, i) => expect(value).toBeCloseTo(squashed[i] ?? 0, 5));
});

it('sees images as vectors of centred pixels', async () => {
  const [ofVectors, ofImages] = [mlpEncoder(config, [8], 2), mlpEncoder(config, [2, 4, 1], 2)];
  const weights = someWeights(ofVectors);
  const x = vectors(3).sigmoid<tf.Tensor2D>();
  const expected = await numbers(ofVectors.run(weights, [x.mul<tf.Tensor2D>(2).sub(1)]));
  const found = await numbers(ofImages.run(weights, [x.reshape([3, 2, 4, 1])]));
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? 0, 5));
});

it('has right gradients', async () => {
  await expectNetworkGradients(mlpEncoder(config, [8], 4), [vectors(3)]);
  await expectNetworkGradients(mlpGenerator(config, [8], 3), [latents(3)], (noise) => ({ noise }));
  await expectNetworkGradients(mlpDiscriminator(config, [8], 3), [vectors(3), latents(3)]);
});

it('has noise that starts at nothing, and none where it is not asked for', async () => {
  const generator = mlpGenerator(config, [8], 3);
  const weights = someWeights(generator, 1, 0);
  const silent = await numbers(generator.run(weights, [latents(2)]));
  expect(
    await numbers(generator.run(weights, [latents(2)], { noise: new RandomStream(1) })),
  ).toEqual(silent);
  const { layout } = mlpGenerator({ ...config, injectedNoise: false }, [8], 3);
  expect(layout.length).toBe(generator.layout.length - 10);
});
