import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveForwardConfig } from '../../src/forward/forwardConfig.ts';

it('fills in what is missing', () => {
  expect(resolveForwardConfig()).toEqual({
    images: 4096,
    iterations: 300,
    batchSize: 32,
    learningRate: 1e-3,
    random: [],
    seed: 1,
  });
  expect(resolveForwardConfig({ random: [2] }).random).toEqual([2]);
});

it('refuses impossible values and unknown keys', () => {
  const wrong = [
    { images: 1 },
    { iterations: 0 },
    { batchSize: 1 },
    { learningRate: 0 },
    { random: [-1] },
    { random: [0.5] },
    { seed: -1 },
    { noise: [1] },
  ];
  for (const input of wrong) {
    expect(thrownCode(() => resolveForwardConfig(input as object))).toBe('ERR_CONFIG');
  }
});
