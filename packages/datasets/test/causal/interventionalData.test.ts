import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { bayesianNetwork, interventionalData } from '../../src/index.ts';

const cancer = bayesianNetwork('cancer');

describe('interventionalData', () => {
  it('draws every variable once, in its order', () => {
    const data = interventionalData(
      cancer,
      { observational: 30, perTarget: 2000 },
      new RandomStream(1),
    );
    expect(data.observational.rows).toBe(30);
    expect(data.interventions.map(({ target }) => target)).toEqual([0, 1, 2, 3, 4]);
    for (const [i, { samples }] of data.interventions.entries()) {
      const first = samples.columns[i]?.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
      expect(Math.abs((first ?? 0) / 2000 - 0.5)).toBeLessThan(0.05);
    }
  });

  it('draws the same data when targets are hidden', () => {
    const sizes = { observational: 10, perTarget: 5, targets: [2, 2, 0] };
    const open = interventionalData(cancer, sizes, new RandomStream(1));
    const hidden = interventionalData(cancer, { ...sizes, hidden: true }, new RandomStream(1));
    expect(open.interventions.map(({ target }) => target)).toEqual([2, 2, 0]);
    expect(hidden.interventions.map(({ target }) => target)).toEqual([null, null, null]);
    expect(hidden.interventions.map(({ samples }) => samples)).toEqual(
      open.interventions.map(({ samples }) => samples),
    );
    expect(open.interventions[0]).not.toEqual(open.interventions[1]);
  });

  it('leaves interventions out when they have no rows', () => {
    const data = interventionalData(
      cancer,
      { observational: 1, perTarget: 0 },
      new RandomStream(1),
    );
    expect(data.interventions).toEqual([]);
  });

  it.each([
    [{ observational: -1, perTarget: 1 }, /observational/],
    [{ observational: 1, perTarget: NaN }, /perTarget/],
    [{ observational: 1, perTarget: 1, targets: [5] }, /targets.*from 0 to 4/],
  ])('refuses %j', (options, message) => {
    expect(() => interventionalData(cancer, options, new RandomStream(1))).toThrow(message);
  });
});
