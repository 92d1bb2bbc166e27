import { withEnvironmentNames } from '../../../src/panels/direction/environmentWords.ts';

const set = (environment: string) => ({ environment, rows: 9, cells: {} });
const sets = { baseline: set('mild'), others: [set('hot'), set('co$&ld')] };

describe('withEnvironmentNames', () => {
  test.each([
    [
      'No effect is seen of interventions[0], interventions[1]: no variable changes enough.',
      'No effect is seen of "hot", "co$&ld": no variable changes enough.',
    ],
    ['interventions[1].samples: 2 of 9 rows were left out', '"co$&ld": 2 of 9 rows were left out'],
    ['observational: 2 of 9 rows were left out', '"mild": 2 of 9 rows were left out'],
    ['training: 2 of 9 rows were left out', '"mild": 2 of 9 rows were left out'],
    [
      'transfers[1] has the same rows as transfers[0], and',
      '"co$&ld" has the same rows as "hot", and',
    ],
    ['transfers[0] has the same rows as training, and', '"hot" has the same rows as "mild", and'],
    [
      'a -> b: an edge.\nIntervention 2 changed a (certainty 1.00).',
      'a -> b: an edge.\n"co$&ld" changed a (certainty 1.00).',
    ],
    ['transfers[7] and training data', 'transfers[7] and training data'],
  ])('turns %j into %j', (text, named) => {
    expect(withEnvironmentNames(text, sets)).toBe(named);
  });
});
