import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { adjustedRandIndex, normalizedMutualInformation, purity } from '../src/index.ts';
import { codeOf } from './support.ts';

const scores = [
  ['purity', purity],
  ['normalizedMutualInformation', normalizedMutualInformation],
  ['adjustedRandIndex', adjustedRandIndex],
] as const;

describe.each(scores)('%s', (_, score) => {
  it('is 1 for the same grouping under other names', () => {
    expect(score([0, 0, 1, 1, 2], [7, 7, 0, 0, 1_000_000])).toBeCloseTo(1, 12);
    expect(score([3, 3], [1, 1])).toBe(1);
    expect(score([3], [1])).toBe(1);
  });

  it('stays at most 1 and does not depend on names or order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
          minLength: 1,
          maxLength: 20,
        }),
        (pairs) => {
          const value = score(
            pairs.map(([a]) => a),
            pairs.map(([, b]) => b),
          );
          const turned = [...pairs].reverse();
          const renamed = score(
            turned.map(([a]) => 3 - a),
            turned.map(([, b]) => b + 5),
          );
          expect(value).toBeLessThanOrEqual(1);
          expect(renamed).toBeCloseTo(value, 10);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('refuses bad lists', () => {
    expect(codeOf(() => score([], []))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => score([0, 1], [0]))).toBe('ERR_SHAPE');
    expect(codeOf(() => score([0, NaN], [0, 0]))).toBe('ERR_VALUES');
    expect(codeOf(() => score([0, 1], [0, -1]))).toBe('ERR_VALUES');
    expect(codeOf(() => score([0, 1], [0, 0.5]))).toBe('ERR_VALUES');
  });
});

describe('purity', () => {
  it('counts the majority of every cluster', () => {
    // Clusters of 3 and 3: majorities 2 and 3.
    expect(purity([0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1])).toBeCloseTo(5 / 6, 12);
  });

  it('falls to the share of the largest class when all is one cluster', () => {
    expect(purity([0, 1, 2, 2], [0, 0, 0, 0])).toBe(0.5);
  });
});

describe('normalizedMutualInformation', () => {
  it('is 0 for independent groupings and for one cluster', () => {
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 0, 0])).toBe(0);
  });

  it('knows a class that was split', () => {
    // Information ln 2; entropies ln 2 and 3/2 ln 2; mean 5/4 ln 2.
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.8, 12);
  });
});

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
