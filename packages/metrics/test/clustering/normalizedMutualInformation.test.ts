import { normalizedMutualInformation } from '../../src/index.ts';
import { describeGroupingScore } from './groupingScore.ts';

describeGroupingScore('normalizedMutualInformation', normalizedMutualInformation);

describe('normalizedMutualInformation', () => {
  it('is 0 for independent groupings and for one cluster', () => {
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 0, 0])).toBe(0);
  });

  it('does not exceed 1 by rounding', () => {
    // Without the bound this is 1.0000000000000004.
    const sizes = [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
    expect(normalizedMutualInformation(sizes, sizes)).toBe(1);
  });

  it('knows a class that was split', () => {
    // Information ln 2; entropies ln 2 and 3/2 ln 2; mean 5/4 ln 2.
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.8, 12);
  });
});
