import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { largeDiscriminator } from '../../../src/networks/paper/largeDiscriminator.ts';
import {
  expectNetworkGradients,
  normals,
  numbers,
  silentParts,
  someWeights,
} from '../networkRuns.ts';

beforeAll(() => useBackend());

const config = {
  kind: 'paper',
  encoder: 'resnet18',
  encoderWidth: 1,
  width: 1,
  injectedNoise: true,
} as const;
const pixels = (n: number) => normals<tf.Rank.R4>([n, 16, 16, 3], 1).sigmoid<tf.Tensor4D>();
const latents = (n: number) => normals<tf.Rank.R2>([n, 3], 2);

it('has the blocks of the paper at 64 pixels', () => {
  const { layout, buffers } = largeDiscriminator({ ...config, width: 32 }, [64, 64, 3], 6);
  const shapes = (part: string) =>
    layout.specs
      .filter(({ name }) => name.endsWith(`${part}/kernel`))
      .map(({ shape }) => shape.slice(-2));
  expect(shapes('stem')).toEqual([[3, 32]]);
  expect(shapes('first').slice(0, 5)).toEqual([
    [32, 64],
    [64, 128],
    [128, 256],
    [256, 512],
    [512, 512],
  ]);
  expect(shapes('attention/query')).toEqual([[64, 8]]);
  expect(shapes('entry')).toEqual([
    [6, 512],
    [1024, 512],
  ]);
  expect(layout.specs.filter(({ name }) => /block\d.*kernel/u.test(name))).toHaveLength(12);
  // Every kernel has a direction: its outputs.
  const kernels = layout.specs.filter(({ name }) => name.endsWith('kernel'));
  expect(buffers.specs.map(({ shape }) => shape[0])).toEqual(
    kernels.map(({ shape }) => shape.at(-1)),
  );
});

it('scores every pair by itself, and looks at both', async () => {
  const discriminator = largeDiscriminator(config, [16, 16, 3], 3);
  const weights = someWeights(discriminator);
  const [x, z] = [pixels(3), latents(3)];
  const logits = await numbers(discriminator.run(weights, [x, z]));
  const last = discriminator.run(weights, [x.slice([2, 0, 0, 0]), z.slice([2, 0])]);
  expect((await numbers(last))[0]).toBeCloseTo(logits[2] ?? NaN, 4);
  expect(await numbers(discriminator.run(weights, [x, z.mul<tf.Tensor2D>(2)]))).not.toEqual(logits);
  expect(await numbers(discriminator.run(weights, [x.mul(0.5), z]))).not.toEqual(logits);
});

it('learns in all its parts', async () => {
  const discriminator = largeDiscriminator(config, [16, 16, 3], 3);
  expect(await silentParts(discriminator, [pixels(3), latents(3)])).toEqual([]);
});

it('sums its features over pixels', async () => {
  const discriminator = largeDiscriminator(config, [16, 16, 3], 3);
  const { specs } = discriminator.layout;
  const parameters = specs.map(({ name, shape }) =>
    ['deep/second/bias', 'head/observation/kernel'].includes(name)
      ? tf.ones<tf.Rank>([...shape])
      : tf.zeros<tf.Rank>([...shape]),
  );
  const { buffers } = someWeights(discriminator);
  const logits = discriminator.run({ parameters, buffers }, [pixels(1), latents(1)]);
  // 4 channels of 4x4 ones, a kernel of four ones over its norm 2, and a third of the score.
  expect((await numbers(logits))[0]).toBeCloseTo((4 * 16) / 2 / 3, 4);
});

it('has right gradients', async () => {
  const discriminator = largeDiscriminator(config, [16, 16, 3], 3);
  // So narrow and deep a net has many corners.
  const options = { step: 2e-4, tolerance: 0.1, floor: 0.02, directions: 1 };
  await expectNetworkGradients(discriminator, [pixels(2), latents(2)], () => ({}), options);
});
