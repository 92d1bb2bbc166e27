import { spread, spreadText } from '../../src/results/spread.ts';

describe('spread', () => {
  it('takes the middle of an odd number and the mean of the middle two of an even one', () => {
    expect(spread([9, 1, 4])).toEqual({ median: 4, min: 1, max: 9 });
    expect(spread([10, 2, 4, 3])).toEqual({ median: 3.5, min: 2, max: 10 });
    expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 });
  });

  it('has no numbers for an empty sample', () => {
    expect(spread([])).toEqual({ median: NaN, min: NaN, max: NaN });
  });

  it('leaves the sample as it was', () => {
    const values = [3, 1, 2];
    spread(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('spreadText', () => {
  it('writes three decimals', () => {
    expect(spreadText({ median: 0.4126, min: 0.25, max: 2 })).toBe('0.413 (min 0.250, max 2.000)');
  });
});
