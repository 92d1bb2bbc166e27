import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { largeGenerator } from '../../../src/networks/paper/largeGenerator.ts';
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
const latents = (n: number) => normals<tf.Rank.R2>([n, 3], 2);

it('has the blocks of the paper at 64 pixels', () => {
  const generator = largeGenerator({ ...config, width: 32 }, [64, 64, 3], 6);
  const shapes = (part: string) =>
    generator.layout.specs
      .filter(({ name }) => name.endsWith(`${part}/kernel`))
      .map(({ shape }) => shape.slice(-2));
  expect(shapes('latent')).toEqual([[6, 8192]]);
  expect(shapes('first')).toEqual([
    [512, 512],
    [512, 256],
    [256, 128],
    [128, 64],
  ]);
  expect(shapes('second')).toEqual([
    [512, 512],
    [256, 256],
    [128, 128],
    [64, 64],
  ]);
  expect(shapes('attention/query')).toEqual([[128, 16]]);
  expect(shapes('output').at(-1)).toEqual([64, 3]);
  expect(generator.layout.specs.filter(({ name }) => name.endsWith('noise'))).toHaveLength(9);
});

it('draws pixels, noisy ones after its noise was learned', async () => {
  const generator = largeGenerator(config, [16, 16, 3], 3);
  const fresh = someWeights(generator, 1, 0);
  const image = await numbers(generator.run(fresh, [latents(2)]));
  expect(image.every((value) => value > 0 && value < 1)).toBe(true);
  const noise = () => ({ noise: new RandomStream(1) });
  expect(await numbers(generator.run(fresh, [latents(2)], noise()))).toEqual(image);
  const learned = someWeights(generator);
  const [silent, noisy] = [
    await numbers(generator.run(learned, [latents(2)])),
    await numbers(generator.run(learned, [latents(2)], noise())),
  ];
  expect(noisy).not.toEqual(silent);
});

it('learns in all its parts', async () => {
  const generator = largeGenerator(config, [16, 16, 3], 3);
  expect(await silentParts(generator, [latents(3)])).toEqual([]);
});

it('has right gradients', async () => {
  const generator = largeGenerator(config, [16, 16, 3], 3);
  const options = { step: 2e-4, tolerance: 0.1, floor: 0.02, directions: 1 };
  await expectNetworkGradients(generator, [latents(3)], (noise) => ({ noise }), options);
});
