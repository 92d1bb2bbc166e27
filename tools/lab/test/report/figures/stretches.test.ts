import { activeShare, isActive, stretchesWhere } from '../../../src/report/figures/stretches.ts';

const where = (pattern: string) =>
  stretchesWhere(pattern.length, (place) => pattern[place] === '#').map(({ from, to }) => [
    from,
    to,
  ]);

describe('stretchesWhere', () => {
  it.each([
    [
      '##..#',
      [
        [0, 2],
        [4, 5],
      ],
    ],
    ['.###.', [[1, 4]]],
    ['###', [[0, 3]]],
    ['...', []],
    ['', []],
  ])('finds those of "%s"', (pattern, stretches) => {
    expect(where(pattern)).toEqual(stretches);
  });
});

describe('activeShare', () => {
  it('counts all places, or those that count', () => {
    expect(activeShare([1, 0, 1, 1])).toBe(0.75);
    expect(activeShare([1, 0, 1, 1], (place) => place < 2)).toBe(0.5);
    expect(activeShare([1], () => false)).toBeNaN();
  });
});

describe('isActive', () => {
  it('is at least a half', () => {
    expect([1, 0.5, 0.49, 0, undefined].map(isActive)).toEqual([true, true, false, false, false]);
  });
});
