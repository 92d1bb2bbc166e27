import { logGamma } from '../../src/special/logGamma.ts';

describe('logGamma', () => {
  it('knows factorials and halves', () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(2)).toBeCloseTo(0, 13);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 13);
    expect(logGamma(14)).toBeCloseTo(Math.log(6227020800), 12);
    // Gamma(0.25) = 3.625609908221908...
    expect(logGamma(0.25)).toBeCloseTo(Math.log(3.625609908221908), 13);
    expect(logGamma(1e-8)).toBeCloseTo(Math.log(1e8) - 0.5772156649e-8, 12);
    expect(logGamma(10.5)).toBeCloseTo(13.940625219403763, 12);
    expect(logGamma(1e-3)).toBeCloseTo(6.907178885383854, 12);
    expect(logGamma(500.5)).toBeCloseTo(2608.2229044109868, 9);
  });

  it('goes up by the logarithm of the argument', () => {
    for (const x of [0.003, 0.7, 3.3, 9.5, 9.999, 10, 10.001, 57, 1e4]) {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 9);
    }
    expect(logGamma(9.7 + 1) - logGamma(9.7)).toBeCloseTo(Math.log(9.7), 13);
  });
});
