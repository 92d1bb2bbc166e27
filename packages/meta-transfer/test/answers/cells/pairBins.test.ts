import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { causalDirection } from '../../../src/answers/causalDirection.ts';
import { pairBins } from '../../../src/answers/cells/pairBins.ts';

describe('pairBins', () => {
  it('grows with the root of the rows up to eight, then with their fourth root', () => {
    expect([10, 100, 1000, 10_000].map(pairBins)).toEqual([2, 4, 8, 8]);
    // 8 * 16^(1/4) = 16; 8 * 81^(1/4) = 24.
    expect([160_000, 810_000, 1e15].map(pairBins)).toEqual([16, 24, 254]);
  });

  it('keeps a change of the cause from looking like one of both where there are many rows', () => {
    const stream = new RandomStream(3);
    const rows = (count: number, mean: number) => {
      const a = Float64Array.from({ length: count }, () => mean + stream.normal());
      return { a, b: Float64Array.from(a, (value) => 2 * value + 0.5 * stream.normal()) };
    };
    const data = { training: rows(75_000, 0), transfers: [rows(75_000, 2)] };
    expect(causalDirection(data, { draws: 20 })).toMatchObject({
      direction: 'A->B',
      changed: ['A'],
    });
    expect(causalDirection(data, { draws: 20, bins: 8 }).changed).toEqual(['both']);
  });
});
