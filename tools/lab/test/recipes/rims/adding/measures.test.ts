import type { CoreConfig } from '@causal-mechanisms/rims';
import type { AddingResult } from '../../../../src/recipes/rims/adding/addingStudy.ts';
import { addingHeadline, addingMeasures } from '../../../../src/recipes/rims/adding/measures.ts';
import { rimsAdding } from '../../../../src/recipes/rims/adding/recipe.ts';
import type { AddingConfig } from '../../../../src/recipes/rims/adding/settings.ts';

const config = rimsAdding.resolve({
  length: 10,
  testLengths: [10, 40],
}) as unknown as AddingConfig;

function result(name: string, core: CoreConfig, errors: Record<string, number>): AddingResult {
  return {
    entry: { name, label: name, core, embeddingWidth: 1, learningRate: 1, updates: 1 },
    outcome: {
      measured: { errors },
      cost: { parameters: 1, allParameters: 1 },
      chosenAt: 1,
      othersAt: {},
    },
  };
}

const results = [
  result('rims-6-4', { kind: 'rims' }, { 10: 0.01, 40: 1 / 24 }),
  result('lstm', { kind: 'lstm' }, { 10: 0.02, 40: 1 / 3 }),
];

it('has a row per model and one for always 1, with the paper beside RIMs', () => {
  const measures = addingMeasures(config, results);
  const found = (name: string) => measures.find((measure) => measure.name === name);
  expect(found('rims-6-4/mse/10')).toMatchObject({ value: 0.01, paper: '0.0', main: true });
  expect(found('rims-6-4/mse/40')).toMatchObject({ value: 1 / 24, paper: '0.0', column: '40' });
  expect(found('lstm/mse/40')).not.toHaveProperty('paper');
  expect(found('chance/mse/40')?.value).toBe(1 / 6);
  // A quarter of the variance is left; twice the variance is worse than always 1.
  expect(found('rims-6-4/explained/40')?.value).toBeCloseTo(0.75, 10);
  expect(found('lstm/explained/40')?.value).toBeCloseTo(-1, 10);
  expect(found('chance/explained/10')?.value).toBe(0);
});

it('says what came out', () => {
  expect(addingHeadline(config, results)).toMatch(
    /^Mean squared error at 10 steps, the length of training, and at 40: 0\.0100 and 0\.0417 by .*, 0\.0200 and 0\.3333 by .*, 0\.1667 by always answering 1\.$/,
  );
  const own = { ...config, testLengths: [10] };
  expect(addingHeadline(own, results)).toMatch(/the length of training: 0\.0100 by/);
});
