import { ValuesError } from '@causal-mechanisms/tensor-utils';
import { columnScale, standardised } from '../../src/continuous/standardise.ts';

describe('columnScale', () => {
  it('is the mean and the standard deviation', () => {
    expect(columnScale('f', 'x', Float64Array.of(1, 3))).toEqual({ mean: 2, deviation: 1 });
    expect(standardised(Float64Array.of(1, 3, 5), { mean: 2, deviation: 2 })).toEqual(
      Float64Array.of(-0.5, 0.5, 1.5),
    );
  });

  it('refuses a constant column', () => {
    expect(() => columnScale('f', 'x', new Float64Array(10).fill(0.1))).toThrow(ValuesError);
    expect(() => columnScale('f', 'x', Float64Array.of(4, 4))).toThrow(
      'all values of x are the same, 4',
    );
  });

  it('does not take values whose squares leave the range of numbers for equal ones', () => {
    for (const unit of [1e-200, 1e200]) {
      expect(() => columnScale('f', 'x', Float64Array.of(unit, 3 * unit))).toThrow(
        'the squares of x leave the range of numbers',
      );
    }
    expect(columnScale('f', 'x', Float64Array.of(1e140, 3e140)).deviation / 1e140).toBeCloseTo(
      1,
      12,
    );
  });
});
