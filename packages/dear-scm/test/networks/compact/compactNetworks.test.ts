import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import {
  compactDiscriminator,
  compactEncoder,
  compactGenerator,
} from '../../../src/networks/compact/compactNetworks.ts';
import { expectNetworkGradients, normals, numbers, someWeights } from '../networkRuns.ts';

beforeAll(() => useBackend());

const config = { kind: 'compact', width: 2, injectedNoise: true } as const;
const pixels = (n: number, side: number) => normals<tf.Rank.R4>([n, side, side, 3], 1).sigmoid();
const latents = (n: number) => normals<tf.Rank.R2>([n, 6], 2);

it('has the sizes of small images at width 32', () => {
  const wide = { ...config, width: 32 };
  const shapes = (specs: readonly { name: string; shape: readonly number[] }[]) =>
    specs.filter(({ name }) => name.endsWith('kernel')).map(({ shape }) => shape.slice(-2));
  expect(shapes(compactEncoder(wide, [32, 32, 3], 12).layout.specs)).toEqual([
    [48, 32],
    [128, 64],
    [1024, 128],
    [128, 12],
  ]);
  const generator = compactGenerator({ ...wide, injectedNoise: false }, [32, 32, 3], 6);
  expect(shapes(generator.layout.specs)).toEqual([
    [6, 128],
    [128, 1024],
    [64, 128],
    [32, 128],
    [32, 12],
  ]);
  expect(shapes(compactDiscriminator(wide, [32, 32, 3], 6).layout.specs)).toEqual([
    [48, 32],
    [128, 64],
    [1024, 128],
    [6, 64],
    [64, 64],
    [128, 1],
    [64, 1],
    [192, 128],
    [128, 1],
  ]);
});

it.each([16, 32, 64, 128])('goes both ways at %d pixels', async (side) => {
  const shape = [side, side, 3];
  const encoder = compactEncoder(config, shape, 12);
  const generator = compactGenerator(config, shape, 6);
  const discriminator = compactDiscriminator(config, shape, 6);
  const x = generator.run(someWeights(generator), [latents(2)], { noise: new RandomStream(1) });
  expect(x.shape).toEqual([2, ...shape]);
  const values = await numbers(x);
  expect(Math.min(...values) >= 0 && Math.max(...values) <= 1).toBe(true);
  expect(encoder.run(someWeights(encoder), [x]).shape).toEqual([2, 12]);
  expect(discriminator.run(someWeights(discriminator), [x, latents(2)]).shape).toEqual([2]);
});

it('has right gradients', async () => {
  const shape = [32, 32, 3];
  await expectNetworkGradients(compactEncoder(config, shape, 4), [pixels(2, 32)]);
  await expectNetworkGradients(compactGenerator(config, shape, 6), [latents(2)], (noise) => ({
    noise,
  }));
  await expectNetworkGradients(compactDiscriminator(config, shape, 6), [pixels(2, 32), latents(2)]);
});

it('is a function of its latents at the start, whatever the noise', async () => {
  const generator = compactGenerator(config, [16, 16, 3], 6);
  const weights = someWeights(generator, 1, 0);
  const silent = await numbers(generator.run(weights, [latents(2)]));
  const noisy = await numbers(generator.run(weights, [latents(2)], { noise: new RandomStream(1) }));
  expect(noisy).toEqual(silent);
});

it('has no noise weights where noise is not asked for', () => {
  const { layout } = compactGenerator({ ...config, injectedNoise: false }, [16, 16, 3], 6);
  expect(layout.specs.filter(({ name }) => name.endsWith('noise'))).toEqual([]);
});

it('scores every pair by itself, so that batches may be joined', async () => {
  const discriminator = compactDiscriminator(config, [16, 16, 3], 6);
  const weights = someWeights(discriminator);
  const [x, z] = [pixels(4, 16), latents(4)];
  const together = await numbers(discriminator.run(weights, [x, z]));
  const last = discriminator.run(weights, [x.slice([3, 0, 0, 0]), z.slice([3, 0])]);
  expect((await numbers(last))[0]).toBeCloseTo(together[3] ?? 0, 5);
});

it('leaves nothing behind', async () => {
  const discriminator = compactDiscriminator(config, [16, 16, 3], 6);
  const weights = someWeights(discriminator);
  const [x, z] = [pixels(2, 16), latents(2)];
  await expectLeakFree(() => {
    tf.tidy(() => discriminator.run(weights, [x, z])).dispose();
    discriminator.advance(weights, new Map()).dispose();
  });
});
