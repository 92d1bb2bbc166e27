import { dearSampleEfficiency } from '../../../../src/recipes/dear-scm/sample-efficiency/recipe.ts';

describe('refinePretraining', () => {
  it('refuses to start from images where vectors are read', () => {
    const models = ['resnet', 'resnet-pretrain'];
    const networks = { kind: 'mlp' };
    expect(() =>
      dearSampleEfficiency.resolve({ models, networks, data: { view: 'features' } }),
    ).toThrow('starts from a network that reads images');
    expect(() => dearSampleEfficiency.resolve({ models, data: { view: 32 } })).not.toThrow();
    expect(() =>
      dearSampleEfficiency.resolve({ models: ['resnet'], networks, data: { view: 'features' } }),
    ).not.toThrow();
  });
});
