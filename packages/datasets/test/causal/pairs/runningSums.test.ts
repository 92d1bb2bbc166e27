import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { categoryAt, cumulate, drawSums } from '../../../src/causal/pairs/runningSums.ts';

describe('cumulate', () => {
  it('sums within its stretch alone', () => {
    const values = Float64Array.of(7, 1, 2, 3, 7);
    cumulate(values, 1, 3);
    expect(values).toEqual(Float64Array.of(7, 1, 3, 6, 7));
  });
});

describe('drawSums', () => {
  it('increases within its stretch alone', () => {
    const sums = new Float64Array(6);
    drawSums(new RandomStream(1), sums, 1, 4);
    expect(sums[0]).toBe(0);
    expect(sums[5]).toBe(0);
    for (let i = 1; i < 5; i++) expect(sums[i]).toBeGreaterThan(sums[i - 1] ?? NaN);
  });
});

describe('categoryAt', () => {
  const sums = Float64Array.of(9, 0, 0.5, 0.5, 2);

  it('finds the category, and none of weight 0', () => {
    expect([0, 0.2499, 0.25, 0.9999].map((at) => categoryAt(at, sums, 1, 4))).toEqual([1, 1, 3, 3]);
  });

  it('gives what rounding leaves to the last category', () => {
    expect(categoryAt(1 - 2 ** -24, Float64Array.of(0.5, 0.99999), 0, 2)).toBe(1);
  });
});
