import { UsageError } from '@causal-mechanisms/command-line';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawFromRange, parseRange } from '../../src/search/settingRange.ts';
import type { SettingRange } from '../../src/search/settingRange.ts';

describe('parseRange', () => {
  it('reads ranges, and leaves everything else alone', () => {
    expect(parseRange('log(1e-4,1e-1)')).toEqual({ kind: 'log', low: 1e-4, high: 0.1 });
    expect(parseRange(' uniform( -1 , 0.5 ) ')).toEqual({ kind: 'uniform', low: -1, high: 0.5 });
    expect(parseRange('integer(1,8)')).toEqual({ kind: 'integer', low: 1, high: 8 });
    for (const text of ['1,2', 'log', '"log(1,2)"', '[1,2]', '']) {
      expect(parseRange(text)).toBeUndefined();
    }
  });

  it.each([
    'log(0,1)',
    'log(-1,1)',
    'uniform(1,1)',
    'uniform(2,1)',
    'uniform(1)',
    'uniform(,1)',
    'uniform(1,2,3)',
    'uniform(a,b)',
    'uniform(0,Infinity)',
    'integer(1,2.5)',
  ])('refuses %s', (text) => {
    expect(() => parseRange(text)).toThrow(UsageError);
  });
});

describe('drawFromRange', () => {
  const draws = (range: SettingRange): number[] => {
    const stream = new RandomStream(3);
    return Array.from({ length: 2000 }, () => drawFromRange(range, stream));
  };

  it('draws whole numbers, both ends included and all alike', () => {
    const drawn = draws({ kind: 'integer', low: 2, high: 5 });
    for (const value of [2, 3, 4, 5]) {
      expect(drawn.filter((one) => one === value).length).toBeGreaterThan(400);
    }
    expect(new Set(drawn).size).toBe(4);
  });

  it('draws all orders of magnitude alike, or all numbers', () => {
    const share = (drawn: readonly number[], limit: number): number =>
      drawn.filter((one) => one < limit).length / drawn.length;
    const log = draws({ kind: 'log', low: 1e-4, high: 1 });
    expect(share(log, 1e-2)).toBeCloseTo(0.5, 1);
    expect(share(log, 1e-3)).toBeCloseTo(0.25, 1);
    expect(share(draws({ kind: 'uniform', low: 0, high: 1 }), 0.25)).toBeCloseTo(0.25, 1);
  });

  it('stays in the range, with four digits', () => {
    const drawn = draws({ kind: 'uniform', low: 0.12345, high: 0.12354 });
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.12345);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(0.12354);
    for (const one of draws({ kind: 'log', low: 1e-4, high: 1 })) {
      expect(Number(one.toPrecision(4))).toBe(one);
    }
  });
});
