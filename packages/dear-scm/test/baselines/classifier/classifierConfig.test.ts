import { resolveClassifierConfig } from '../../../src/baselines/classifier/classifierConfig.ts';

describe('resolveClassifierConfig', () => {
  it('fills in its defaults', () => {
    expect(resolveClassifierConfig({ iterations: 7 })).toMatchObject({
      networks: { kind: 'compact', width: 32 },
      learningRate: 1e-3,
      beta1: 0.9,
      batchSize: 64,
      iterations: 7,
      seed: 1,
    });
  });

  it.each([
    [{ iterations: 0 }],
    [{ epochs: 3 }],
    [{ beta1: 1 }],
    [{ learningRate: -1 }],
    [{ networks: { kind: 'resnet' } }],
  ])('refuses %j', (input) => {
    expect(() => resolveClassifierConfig(input as never)).toThrow(
      expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
    );
  });
});
