import { movingAverage } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('movingAverage', () => {
  it('takes the mean of the last values, of fewer at the beginning', () => {
    expect(movingAverage([1, 3, 5, 7, 9], 3)).toEqual([1, 2, 3, 5, 7]);
    expect(movingAverage(Float32Array.from([2, 4]), 50)).toEqual([2, 3]);
    expect(movingAverage([4, 2], 1)).toEqual([4, 2]);
    expect(movingAverage([], 5)).toEqual([]);
  });

  it('does not carry rounding errors along', () => {
    expect(movingAverage([1e16, 1, 1, 1], 2)[3]).toBe(1);
  });

  it('takes sums beyond the numbers', () => {
    expect(movingAverage([1.5e308, 1.5e308, -1.5e308], 2)).toEqual([1.5e308, 1.5e308, 0]);
    expect(movingAverage([5e-324, 5e-324], 2)).toEqual([5e-324, 5e-324]);
  });

  it('refuses bad windows and values', () => {
    expect(codeOf(() => movingAverage([1], 0))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => movingAverage([1], 1.5))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => movingAverage([1, NaN], 1))).toBe('ERR_VALUES');
  });
});
