import { resolveRegressorConfig } from '../../../src/evaluate/counterfactuals/regressorConfig.ts';

describe('resolveRegressorConfig', () => {
  it('fills in the defaults', () => {
    expect(resolveRegressorConfig()).toMatchObject({
      networks: { kind: 'compact' },
      batchSize: 64,
      iterations: 1000,
      learningRate: 1e-3,
      average: 0.98,
      seed: 1,
    });
    expect(resolveRegressorConfig({ networks: { kind: 'mlp', width: 5 } }).networks).toMatchObject({
      kind: 'mlp',
      width: 5,
      depth: 2,
    });
  });

  it.each([{ average: 1 }, { learningRate: 0 }, { iterations: 0 }, { rate: 1 }, { seed: -1 }])(
    'refuses %j',
    (input) => {
      expect(() => resolveRegressorConfig(input)).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
      );
    },
  );
});
