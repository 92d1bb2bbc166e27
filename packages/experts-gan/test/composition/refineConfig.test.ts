import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveRefineConfig } from '../../src/composition/refineConfig.ts';

it('fills in what is missing', () => {
  expect(resolveRefineConfig()).toEqual({
    iterations: 200,
    batchSize: 32,
    depth: 3,
    learningRate: 1e-4,
    seed: 1,
  });
  expect(resolveRefineConfig({ depth: 2 }).depth).toBe(2);
});

it('refuses impossible values and unknown keys', () => {
  const wrong = [
    { iterations: 0 },
    { batchSize: 1 },
    { depth: 0 },
    { learningRate: 0 },
    { seed: -1 },
    { epochs: 3 },
  ];
  for (const input of wrong) {
    expect(thrownCode(() => resolveRefineConfig(input))).toBe('ERR_CONFIG');
  }
});
