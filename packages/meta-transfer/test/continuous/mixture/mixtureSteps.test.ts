import {
  componentSums,
  expectation,
  maximisation,
} from '../../../src/continuous/mixture/mixtureSteps.ts';

const mixture = () => ({
  weights: Float64Array.of(0.5, 0.5),
  means: Float64Array.of(-1, 1),
  deviations: Float64Array.of(1, 1),
});

describe('expectation', () => {
  it('sums responsibilities around the means, by hand', () => {
    const sums = componentSums(2);
    expect(expectation(mixture(), Float64Array.of(0), sums)).toBeCloseTo(-1.418939, 6);
    expect(Array.from(sums.weight)).toEqual([0.5, 0.5]);
    expect(Array.from(sums.first)).toEqual([0.5, -0.5]);
    expect(Array.from(sums.second)).toEqual([0.5, 0.5]);
    // The sums begin anew every time.
    expectation(mixture(), Float64Array.of(0), sums);
    expect(Array.from(sums.weight)).toEqual([0.5, 0.5]);
  });
});

describe('maximisation', () => {
  it('moves to weighted means and variances, not below the floor', () => {
    const moved = mixture();
    maximisation(moved, 4, 0.5, {
      weight: Float64Array.of(1, 3),
      first: Float64Array.of(0.5, -3),
      second: Float64Array.of(1.25, 3.3),
    });
    expect(Array.from(moved.weights)).toEqual([0.25, 0.75]);
    expect(Array.from(moved.means)).toEqual([-0.5, 0]);
    // 1.25 - 0.25, and 1.1 - 1 which is below the floor.
    expect(moved.deviations[0]).toBeCloseTo(1, 12);
    expect(moved.deviations[1]).toBeCloseTo(Math.sqrt(0.5), 12);
  });
});
