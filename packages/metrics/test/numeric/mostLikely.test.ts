import { mostLikely } from '../../src/numeric/mostLikely.ts';

describe('mostLikely', () => {
  it('takes the greatest, the first of equal ones', () => {
    expect([
      ...mostLikely([
        [1, 5, 2, 0],
        [2, 5, 0, 0],
        [3, 4, 1, 0.1],
      ]),
    ]).toEqual([2, 0, 0, 2]);
  });
});
