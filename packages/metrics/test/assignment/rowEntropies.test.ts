import { rowEntropies } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('rowEntropies', () => {
  it('is 0 for one winner and ln n for n equal ones', () => {
    const [one, four, two] = rowEntropies([
      [0, 1, 0, 0],
      [0.25, 0.25, 0.25, 0.25],
      [0.5, 0, 0.5, 0],
    ]);
    expect(one).toBe(0);
    expect(four).toBeCloseTo(Math.log(4), 12);
    expect(two).toBeCloseTo(Math.log(2), 12);
  });

  it('knows 3/4 and 1/4', () => {
    // 3/4 ln(4/3) + 1/4 ln 4 = ln 4 - 3/4 ln 3
    expect(rowEntropies([[3, 1]])[0]).toBeCloseTo(Math.log(4) - 0.75 * Math.log(3), 12);
  });

  it('takes numbers of any size', () => {
    const [large, small] = rowEntropies([
      [1.5e308, 1.5e308],
      [5e-324, 5e-324],
    ]);
    expect(large).toBeCloseTo(Math.log(2), 12);
    expect(small).toBeCloseTo(Math.log(2), 12);
  });

  it('says nothing about a row of zeros', () => {
    expect(rowEntropies([[0, 0]])).toEqual([NaN]);
  });

  it('refuses bad matrices', () => {
    expect(codeOf(() => rowEntropies([]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => rowEntropies([[]]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => rowEntropies([[1, 0], [1]]))).toBe('ERR_SHAPE');
    expect(codeOf(() => rowEntropies([[1, -0.1]]))).toBe('ERR_VALUES');
    expect(codeOf(() => rowEntropies([[1, NaN]]))).toBe('ERR_VALUES');
  });
});
