import { rankAuc } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('rankAuc', () => {
  it('counts pairs, ties half', () => {
    // Positives 3 and 1; negatives 2, 1 and 0: wins 3 and 1.5 of 6.
    expect(rankAuc([3, 2, 1, 1, 0], [true, false, true, false, false])).toBe(4.5 / 6);
    expect(rankAuc([1, 2], [false, true])).toBe(1);
    expect(rankAuc([1, 2], [true, false])).toBe(0);
    expect(rankAuc([7, 7, 7], [true, false, false])).toBe(0.5);
  });

  it('is NaN where there is nothing to compare', () => {
    expect(rankAuc([1, 2], [true, true])).toBeNaN();
    expect(rankAuc([1, 2], [false, false])).toBeNaN();
  });

  it('refuses what does not fit', () => {
    expect(codeOf(() => rankAuc([1], [true, false]))).toBe('ERR_SHAPE');
    expect(codeOf(() => rankAuc([1, NaN], [true, false]))).toBe('ERR_VALUES');
    expect(rankAuc([-Infinity, Infinity], [false, true])).toBe(1);
  });
});
