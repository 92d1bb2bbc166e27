import { logGamma } from '../../src/special/logGamma.ts';
import { logRising } from '../../src/special/logRising.ts';

describe('logRising', () => {
  it('is the logarithm of a product of as many factors', () => {
    const rising = logRising(0.5);
    expect(rising(0)).toBe(0);
    expect(rising(1)).toBeCloseTo(Math.log(0.5), 14);
    // 0.5 * 1.5 * 2.5 * 3.5
    expect(rising(4)).toBeCloseTo(Math.log(6.5625), 14);
    expect(rising(2)).toBeCloseTo(Math.log(0.75), 14);
  });

  it('agrees with logGamma where it looks up and where it computes', () => {
    const rising = logRising(0.125);
    for (const count of [3, 1023, 1024, 1025, 60_000, 700]) {
      expect(rising(count)).toBeCloseTo(logGamma(0.125 + count) - logGamma(0.125), 8);
    }
    const large = logRising(1e18);
    expect(large(2000)).toBeCloseTo(2000 * Math.log(1e18), 8);
    expect(rising(1025) - rising(1024)).toBeCloseTo(Math.log(1024.125), 9);
  });
});
