import { thrownCode } from '@causal-mechanisms/test-utils';
import { rimsAdding } from '../../../../src/recipes/rims/adding/recipe.ts';
import { addingLengths, addingSchema } from '../../../../src/recipes/rims/adding/settings.ts';

describe('addingSchema', () => {
  it('has the paper’s training as defaults', () => {
    expect(addingSchema.parse({})).toMatchObject({
      length: 50,
      testLengths: [50, 100, 200],
      dropout: 0.2,
      clipNorm: 0.1,
      learningRate: 1e-3,
      batchSize: 64,
      evaluation: { testSequences: 20_000 },
    });
  });

  it.each([
    { length: 1 },
    { testLengths: [] },
    { testLengths: [5, 5] },
    { testLengths: [1] },
    { evaluation: { every: 0 } },
    { models: ['rims-9-9'] },
    { symbols: 3 },
  ])('refuses %j', (given) => {
    expect(thrownCode(() => rimsAdding.resolve(given))).toBe('ERR_CONFIG');
  });
});

it('lists lengths, that of training first and each once', () => {
  expect(addingLengths({ length: 10, testLengths: [40, 10, 20] })).toEqual([10, 40, 20]);
});
