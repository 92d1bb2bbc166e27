import { ConfigError } from '@causal-mechanisms/tensor-utils';
import { resolveContinuousConfig } from '../../../src/continuous/training/continuousConfig.ts';

describe('resolveContinuousConfig', () => {
  it('has the settings of the code of the authors', () => {
    expect(resolveContinuousConfig({}, Infinity)).toMatchObject({
      mechanism: 'mdn',
      marginal: 'refit',
      cost: 'likelihoods',
      likelihood: 'mean',
      episodes: 500,
      pairs: 1000,
      innerSteps: 10,
      innerRate: 1e-3,
      beliefRate: 0.1,
      trainingSteps: 3000,
      trainingPairs: 1000,
      trainingRate: 1e-3,
      hidden: 32,
      components: 10,
    });
  });

  it('takes as many pairs as there are', () => {
    expect(resolveContinuousConfig({}, 40).pairs).toBe(40);
    expect(resolveContinuousConfig({ pairs: 30 }, 40).pairs).toBe(30);
  });

  it('refuses what is impossible', () => {
    for (const bad of [
      { pairs: 1 },
      { episodes: 0 },
      { innerRate: 0 },
      { memory: 0 },
      { fitPairs: 10 },
      { mechanism: 'lines' },
      { epsiodes: 3 },
    ]) {
      expect(() => resolveContinuousConfig(bad as object, Infinity)).toThrow(ConfigError);
    }
    expect(() => resolveContinuousConfig({ pairs: 50 }, 40)).toThrow(
      'pairs: at most 40, as many as the smallest transfer has, got 50',
    );
    expect(() => resolveContinuousConfig({ innerSteps: 1, marginal: 'adapt' }, 40)).toThrow(
      'nothing adapts before the first score',
    );
  });
});
