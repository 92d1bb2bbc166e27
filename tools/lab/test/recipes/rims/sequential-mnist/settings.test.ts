import { parseConfig } from '@causal-mechanisms/tensor-utils';
import {
  endSizes,
  pixelSizes,
  sequentialMnistSchema,
} from '../../../../src/recipes/rims/sequential-mnist/settings.ts';
import { rimsSequentialMnist } from '../../../../src/recipes/rims/sequential-mnist/recipe.ts';

const resolve = (more: object = {}) => parseConfig('mnist', sequentialMnistSchema, more);

describe('sequentialMnistSchema', () => {
  it('has the paper’s sizes and training as defaults', () => {
    expect(resolve()).toMatchObject({
      size: 14,
      testSizes: [16, 19, 24],
      updates: 75_000,
      learningRate: 7e-4,
      dropout: 0.5,
      images: { train: 48_000, validation: 12_000, test: 10_000 },
      evaluation: { every: 3000, images: 2000, selection: 'trainingSize' },
    });
    for (const name of resolve().models) expect(Object.keys(resolve().settings)).toContain(name);
  });

  it('refuses models without settings', () => {
    expect(() => resolve({ models: ['lstm'] })).toThrow('unknown model "lstm"');
  });
});

describe('pixelSizes', () => {
  it('are that of training and those of the test, each once', () => {
    expect(pixelSizes({ size: 14, testSizes: [16, 14, 24] })).toEqual([14, 16, 24]);
  });
});

describe('endSizes', () => {
  it('are that of training and the largest', () => {
    expect(endSizes({ size: 14, testSizes: [24, 16] })).toEqual([14, 24]);
    expect(endSizes({ size: 14, testSizes: [14] })).toEqual([14]);
    expect(endSizes({ size: 14, testSizes: [7] })).toEqual([14]);
  });
});

describe('the preset stable', () => {
  it('is small but for the start of its RIMs, the step size and the models', () => {
    const [small, { models, settings, evaluation, ...rest }] = [
      resolve(rimsSequentialMnist.presets.small),
      resolve(rimsSequentialMnist.presets.stable),
    ];
    expect({ ...small, learningRate: 2e-3 }).toMatchObject(rest);
    expect(models).toEqual(['rims-6-4', 'lstm-forget']);
    expect(evaluation).toEqual({ ...small.evaluation, every: 500 });
    expect(settings).toEqual({
      ...small.settings,
      'rims-6-4': {
        core: { ...small.settings['rims-6-4']?.core, projectionDeviation: 0.3, forgetBias: 1 },
      },
    });
  });
});
