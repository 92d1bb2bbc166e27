import { logGamma } from '../../../src/continuous/conjugate/logGamma.ts';

describe('logGamma', () => {
  it.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [5, Math.log(24)],
    [10.5, 13.940625219403763],
    [1e-3, 6.907178885383854],
    [500.5, 2608.2229044109868],
  ])('of %p is %p', (value, expected) => {
    expect(logGamma(value)).toBeCloseTo(expected, 9);
  });

  it('obeys its recursion where the series takes over', () => {
    for (const value of [0.7, 7.999, 8, 8.999, 9, 30, 1000]) {
      expect(logGamma(value + 1) - logGamma(value)).toBeCloseTo(Math.log(value), 9);
    }
  });
});
