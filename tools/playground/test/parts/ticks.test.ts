import { axisRange, ticks } from '../../src/parts/ticks.ts';

describe('ticks', () => {
  test.each([
    [0, 1, [0, 0.5, 1]],
    [0, 100, [0, 50, 100]],
    [-4.7, -3.9, [-4.6, -4.4, -4.2, -4]],
    [0, 0.3, [0, 0.1, 0.2, 0.3]],
    [0, 400, [0, 100, 200, 300, 400]],
  ])('divides %p to %p', (least, most, expected) => {
    expect(ticks(least, most)).toEqual(expected);
  });

  test('gives the one place of an axis without a length', () => {
    expect(ticks(2, 2)).toEqual([2]);
    expect(ticks(0, NaN)).toEqual([0]);
  });
});

describe('axisRange', () => {
  test('holds all numbers, and a margin', () => {
    expect(axisRange([1, 3, 2], 0.5)).toEqual([0, 4]);
  });

  test('has a length where all numbers are the same, or there is none', () => {
    expect(axisRange([5])).toEqual([4.5, 5.5]);
    expect(axisRange([])).toEqual([0, 1]);
    expect(axisRange([NaN, 2, Infinity])).toEqual([1.5, 2.5]);
  });
});
