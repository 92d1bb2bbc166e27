import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveDearConfig } from '../../src/training/dearConfig.ts';
import type { DearConfigInput } from '../../src/training/dearConfig.ts';

it('has the settings of the authors’ script for the pendulum', () => {
  expect(resolveDearConfig()).toMatchObject({
    latentWidth: 6,
    prior: { kind: 'linear' },
    networks: { kind: 'paper', encoder: 'resnet50', width: 32 },
    encoder: 'gaussian',
    supervision: { loss: 'ce', weight: 5, reduction: 'mean' },
    scale: { divergence: 'kl', clip: [0.5, 2] },
    learningRates: {
      encoder: 5e-5,
      generator: 5e-5,
      discriminator: 1e-4,
      map: 5e-5,
      adjacency: 1e-3,
    },
    beta1: 0,
    beta2: 0.999,
    batchSize: 128,
    iterations: 52_000,
    discriminatorSteps: 1,
    average: null,
    seed: 51,
  });
});

it('fills in the rest of a group of settings', () => {
  const { learningRates, scale } = resolveDearConfig({
    learningRates: { encoder: 1e-3 },
    scale: { clip: null },
  });
  expect(learningRates).toMatchObject({ encoder: 1e-3, discriminator: 1e-4 });
  expect(scale).toEqual({ divergence: 'kl', clip: null });
});

it.each<[string, DearConfigInput]>([
  ['average', { average: 1 }],
  ['scale.clip', { scale: { clip: [2, 0.5] } }],
  ['scale.clip.0', { scale: { clip: [0, 2] } }],
  ['learningRates.map', { learningRates: { map: 0 } }],
  ['batchSize', { batchSize: 0.5 }],
  ['did you mean "latentWidth"', { latentwidth: 3 } as DearConfigInput],
])('refuses what is impossible: %s', (text, input) => {
  expect(thrownCode(() => resolveDearConfig(input))).toBe('ERR_CONFIG');
  expect(() => resolveDearConfig(input)).toThrow(text);
});
