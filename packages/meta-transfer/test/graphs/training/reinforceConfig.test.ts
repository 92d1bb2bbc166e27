import { ConfigError } from '@causal-mechanisms/tensor-utils';
import {
  reinforceConfigSchema,
  resolveReinforceConfig,
} from '../../../src/graphs/training/reinforceConfig.ts';
import type { ReinforceConfigInput } from '../../../src/graphs/training/reinforceConfig.ts';

describe('resolveReinforceConfig', () => {
  it('fills in ten inner steps and twenty graphs', () => {
    const config = resolveReinforceConfig({ estimator: 'reinforce' });
    expect(config).toMatchObject({
      adaptationSteps: 10,
      draws: 20,
      likelihood: 'tables',
      blocked: true,
    });
    expect(reinforceConfigSchema.parse({ estimator: 'reinforce' })).toEqual(config);
  });

  it.each([
    { adaptationSteps: 1 },
    { draws: 1 },
    { smoothing: 0 },
    { countedSamples: 0 },
    { moved: 'none' },
    { contrast: 'means' },
  ])('refuses %p', (input) => {
    const config = { estimator: 'reinforce', ...input } as ReinforceConfigInput;
    expect(() => resolveReinforceConfig(config)).toThrow(ConfigError);
  });
});
