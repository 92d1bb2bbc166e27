import { logGamma, logGammaRise } from '../../src/special/logGamma.ts';

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

describe('logGammaRise', () => {
  it('is the logarithm of a product of as many factors', () => {
    for (const x of [1e-9, 0.5, 9.99, 10, 10.5, 3e3]) {
      expect(logGammaRise(x, 0)).toBeCloseTo(0, 14);
      expect(logGammaRise(x, 1)).toBeCloseTo(Math.log(x), 12);
      expect(logGammaRise(x, 3)).toBeCloseTo(Math.log(x * (x + 1) * (x + 2)), 11);
    }
    expect(logGammaRise(10, 1e6)).toBeCloseTo(logGamma(1e6 + 10) - logGamma(10), 6);
  });

  it('holds for arguments that dwarf the count, up to the largest', () => {
    for (const x of [1e12, 1e20, 1e300, Number.MAX_VALUE]) {
      expect(logGammaRise(x, 7) / (7 * Math.log(x))).toBeCloseTo(1, 12);
    }
    // x (x + 1) ... (x + 999) with x = 1e6 is x^1000 but for sums of i / x and their squares.
    let expected = 0;
    for (let i = 0; i < 1000; i++) expected += Math.log(1e6 + i);
    expect(logGammaRise(1e6, 1000)).toBeCloseTo(expected, 8);
  });
});
