import { ConfigError } from '@causal-mechanisms/tensor-utils';
import { encoConfigSchema, resolveEncoConfig } from '../../../src/graphs/training/encoConfig.ts';

describe('resolveEncoConfig', () => {
  it('has the settings of the authors', () => {
    expect(resolveEncoConfig({})).toEqual({
      estimator: 'enco',
      likelihood: 'mlp',
      smoothing: 1,
      updates: 3000,
      pretraining: 1000,
      mechanismSteps: 10,
      hidden: 64,
      batchSize: 128,
      draws: 100,
      mechanismRate: 5e-3,
      sparsity: 0.004,
      existenceRate: 0.02,
      orientationRate: 0.1,
      contrast: 'means',
      patience: 0,
      seed: 1,
    });
    expect(encoConfigSchema.parse({ seed: 4 }).seed).toBe(4);
  });

  it.each([
    { updates: 0 },
    { draws: 1 },
    { sparsity: -1 },
    { contrast: 'median' },
    { temperature: 1 },
  ])('refuses %p', (input) => {
    expect(() => resolveEncoConfig(input as object)).toThrow(ConfigError);
  });
});
