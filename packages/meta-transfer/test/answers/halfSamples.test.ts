import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { halfOfRows, heads, middleInterval } from '../../src/answers/halfSamples.ts';
import { pairTable } from '../../src/answers/mechanismEvidence.ts';

describe('heads', () => {
  it.each([1, 7, 25, 26, 60, 100, 101, 1000])('has the moments of %d fair tosses', (tosses) => {
    const stream = new RandomStream(tosses);
    const drawn = Array.from({ length: 20_000 }, () => heads(tosses, stream));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean - tosses / 2)).toBeLessThan(4 * Math.sqrt(tosses / 4 / drawn.length));
    expect(Math.abs(variance / (tosses / 4) - 1)).toBeLessThan(0.06);
    const possible = (count: number): boolean =>
      Number.isInteger(count) && count >= 0 && count <= tosses;
    expect(drawn.every(possible)).toBe(true);
  });
});

describe('halfOfRows', () => {
  it('keeps empty cells empty and adds margins up', () => {
    const half = halfOfRows(pairTable(Float64Array.of(0, 40, 60, 0), 2), new RandomStream(1));
    expect(half.joint[0]).toBe(0);
    expect(half.joint[3]).toBe(0);
    expect(half.a[0]).toBe(half.joint[1]);
    expect(half.total).toBeGreaterThan(30);
    expect(half.total).toBeLessThan(70);
  });
});

describe('middleInterval', () => {
  it('cuts off equal shares at both ends', () => {
    const values = Array.from({ length: 101 }, (_, i) => 100 - i);
    const { low, high } = middleInterval(values, 0.9);
    expect(low).toBeCloseTo(5, 10);
    expect(high).toBeCloseTo(95, 10);
    expect(middleInterval([3], 0.9)).toEqual({ low: 3, high: 3 });
    expect(middleInterval([0, 1], 0.5)).toEqual({ low: 0.25, high: 0.75 });
  });
});
