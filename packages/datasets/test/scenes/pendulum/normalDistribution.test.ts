import {
  normalDensity,
  normalShareBelow,
} from '../../../src/scenes/pendulum/normalDistribution.ts';

describe('normalShareBelow', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.96, 0.024997895148220435],
    [3, 0.9986501019683699],
    [-5, 2.866515718791933e-7],
    [6.5, 0.9999999999598],
    [-9, 0],
    [9, 1],
  ])('at %f is %f', (x, share) => {
    expect(Math.abs(normalShareBelow(x) - share)).toBeLessThan(1e-13);
  });

  it('is continuous where the series ends', () => {
    expect(normalShareBelow(-7.9999)).toBeLessThan(1e-13);
    expect(1 - normalShareBelow(7.9999)).toBeLessThan(1e-13);
  });
});

describe('normalDensity', () => {
  it('is the slope of the share below', () => {
    expect(normalDensity(0)).toBeCloseTo(0.3989422804, 10);
    for (const x of [-2, -0.3, 1.7]) {
      const slope = (normalShareBelow(x + 1e-5) - normalShareBelow(x - 1e-5)) / 2e-5;
      expect(slope).toBeCloseTo(normalDensity(x), 8);
    }
  });
});
