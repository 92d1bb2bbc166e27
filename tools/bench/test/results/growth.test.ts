import { growthExponent } from '../../src/results/growth.ts';

describe('growthExponent', () => {
  it('is the power of an exact law', () => {
    const points = [1, 2, 5].map((x) => [x, 3 * x ** 1.5] as const);
    expect(growthExponent(points)).toBeCloseTo(1.5, 12);
  });

  it('is the least-squares slope of the logarithms', () => {
    // ln y of 0, 2, 1 at ln x of 0, 1, 2: slope 0.5.
    const points = [
      [1, 1],
      [Math.E, Math.E ** 2],
      [Math.E ** 2, Math.E],
    ] as const;
    expect(growthExponent(points)).toBeCloseTo(0.5, 12);
  });

  it('is NaN for one point', () => {
    expect(growthExponent([[2, 3]])).toBeNaN();
  });
});
