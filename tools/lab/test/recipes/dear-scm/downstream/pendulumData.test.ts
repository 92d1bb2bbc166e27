import { factorColumn } from '@causal-mechanisms/datasets';
import {
  ATTRIBUTE,
  pendulumSets,
  references,
  TARGET,
} from '../../../../src/recipes/dear-scm/downstream/pendulumData.ts';

const data = {
  view: 16 as const,
  rows: 50,
  testRows: 40,
  noise: 1,
  corrupted: 0.2,
  seed: 1,
};

describe('the pendulums of a run', () => {
  it('agree with their background as often as is said, in training and in the test', async () => {
    const { train, test } = await pendulumSets(data, { train: 1, test: 0.5 });
    expect([train.size, test.size, train.shape]).toEqual([50, 40, [16, 16, 3]]);
    const [target, blue] = [factorColumn(train, TARGET), factorColumn(train, ATTRIBUTE)];
    expect(blue).toEqual(target);
    expect(target.reduce((sum, value) => sum + value)).toBe(10);
    expect(factorColumn(test, ATTRIBUTE)).not.toEqual(factorColumn(test, TARGET));
  });

  it('may be vectors, without a background', async () => {
    const { train } = await pendulumSets({ ...data, view: 'features' });
    expect(train.shape).toEqual([32]);
    expect(train.factors.map(({ name }) => name)).not.toContain(ATTRIBUTE);
  });

  it('have a ceiling and a majority', () => {
    const { ceiling, ceilingWorst, majority } = references(data);
    expect(majority).toBe(0.8);
    expect(ceiling).toBeCloseTo(0.942, 2);
    expect(ceilingWorst).toBeCloseTo(0.76, 2);
  });
});
