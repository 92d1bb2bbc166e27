import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  directionConfigSchema,
  resolveDirectionConfig,
} from '../../../src/pair/direction/directionConfig.ts';
import type { DirectionConfigInput } from '../../../src/pair/direction/directionConfig.ts';

describe('resolveDirectionConfig', () => {
  it('has the defaults of the authors', () => {
    expect(resolveDirectionConfig()).toEqual({
      episodes: 1000,
      batches: 2,
      batchSize: 10,
      innerRate: 0.1,
      regretOver: 'episode',
      optimiser: {
        kind: 'rmsprop',
        learningRate: 0.01,
        decay: 0.99,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
      },
      change: 'cause',
      start: { gamma: 0 },
      seed: 1,
    });
  });

  it('says why one mini-batch is not enough', () => {
    expect(() => resolveDirectionConfig({ batches: 1 })).toThrow('nothing adapts before the first');
  });

  it.each<[object]>([
    [{ episodes: 0 }],
    [{ batchSize: 0 }],
    [{ innerRate: 0 }],
    [{ regretOver: 'step' }],
    [{ optimiser: { kind: 'lion' } }],
    [{ optimiser: { decay: 1 } }],
    [{ change: 'A' }],
    [{ start: {} }],
    [{ start: { gamma: NaN } }],
    [{ seed: -1 }],
    [{ rate: 1 }],
  ])('refuses %j', (input) => {
    expect(thrownCode(() => resolveDirectionConfig(input as DirectionConfigInput))).toBe(
      'ERR_CONFIG',
    );
  });
});

describe('directionConfigSchema', () => {
  it('can be read again from JSON', () => {
    const config = resolveDirectionConfig({
      start: { gamma: 1, optimiser: { steps: 2, first: 0, second: 1 } },
    });
    expect(directionConfigSchema.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });
});
