import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { adjustedRandIndex } from '../../src/index.ts';
import { describeGroupingScore } from './groupingScore.ts';

describeGroupingScore('adjustedRandIndex', adjustedRandIndex);

describe('adjustedRandIndex', () => {
  it('knows small cases', () => {
    // Pairs together in both 1, in the classes 2, in the clusters 1, of 6: (1 - 1/3) / (3/2 - 1/3) = 4/7.
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(4 / 7, 12);
    // None together in both: (0 - 2/3) / (2 - 2/3) = -1/2.
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 0, 0])).toBe(0);
  });

  it('is near 0 for random groupings', () => {
    const stream = new RandomStream(1);
    const drawn = () => Array.from({ length: 5000 }, () => stream.integer(0, 10));
    expect(Math.abs(adjustedRandIndex(drawn(), drawn()))).toBeLessThan(0.005);
  });
});
