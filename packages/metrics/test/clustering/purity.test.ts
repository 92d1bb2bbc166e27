import { purity } from '../../src/index.ts';
import { describeGroupingScore } from './groupingScore.ts';

describeGroupingScore('purity', purity);

describe('purity', () => {
  it('counts the majority of every cluster', () => {
    // Clusters of 3 and 3: majorities 2 and 3.
    expect(purity([0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1])).toBeCloseTo(5 / 6, 12);
  });

  it('falls to the share of the largest class when all is one cluster', () => {
    expect(purity([0, 1, 2, 2], [0, 0, 0, 0])).toBe(0.5);
  });
});
