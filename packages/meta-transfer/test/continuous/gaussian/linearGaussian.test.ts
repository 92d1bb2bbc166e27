import { ArgumentError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { gaussianLoss } from '../../../src/continuous/gaussian/gaussianGradient.ts';
import {
  gaussianHypotheses,
  gaussianMoments,
  linearGaussianOf,
  sampleMoments,
  swappedMoments,
} from '../../../src/continuous/gaussian/linearGaussian.ts';

const example = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
const general = { mean: -1, deviation: 1.5, slope: -0.7, intercept: 0.4, noise: 0.6 };

describe('gaussianHypotheses', () => {
  it('has the values computed by hand', () => {
    const { forward, backward } = gaussianHypotheses(example);
    expect(forward).toEqual(example);
    expect(backward.mean).toBe(0);
    expect(backward.deviation ** 2).toBeCloseTo(5, 12);
    expect(backward.slope).toBeCloseTo(0.4, 12);
    expect(backward.intercept).toBeCloseTo(0, 12);
    expect(backward.noise ** 2).toBeCloseTo(0.2, 12);
  });

  it('describes the same distribution both ways', () => {
    const { forward, backward } = gaussianHypotheses(general);
    const moments = gaussianMoments(forward);
    const other = swappedMoments(gaussianMoments(backward));
    for (const key of Object.keys(moments) as (keyof typeof moments)[]) {
      expect(other[key]).toBeCloseTo(moments[key], 12);
    }
    const elsewhere = gaussianMoments({ ...general, mean: 3, noise: 2 });
    expect(gaussianLoss(backward, swappedMoments(elsewhere))).toBeCloseTo(
      gaussianLoss(forward, elsewhere),
      10,
    );
    const again = gaussianHypotheses(backward).backward;
    for (const key of ['mean', 'deviation', 'slope', 'intercept', 'noise'] as const) {
      expect(again[key]).toBeCloseTo(general[key], 12);
    }
  });

  it('refuses what is no distribution', () => {
    expect(() => gaussianHypotheses({ ...example, noise: 0 })).toThrow(ArgumentError);
    expect(() => gaussianHypotheses({ ...example, deviation: -1 })).toThrow(
      'gaussianHypotheses: truth.deviation must be finite and above 0, got -1',
    );
    expect(() => gaussianHypotheses({ ...example, slope: NaN })).toThrow(
      'slope must be finite, got',
    );
  });
});

describe('moments', () => {
  it('of a sample are those by hand', () => {
    const moments = sampleMoments({ a: Float64Array.of(1, 3), b: Float64Array.of(2, 8) });
    expect(moments).toEqual({
      meanA: 2,
      meanB: 5,
      varianceA: 1,
      varianceB: 9,
      covariance: 3,
    });
    expect(swappedMoments(moments)).toEqual({
      meanA: 5,
      meanB: 2,
      varianceA: 9,
      varianceB: 1,
      covariance: 3,
    });
  });

  it('of a large sample are those of the distribution, from which the pair comes back', () => {
    const stream = new RandomStream(1);
    const { mean, deviation, slope, intercept, noise } = general;
    const a = Float64Array.from({ length: 50_000 }, () => stream.normal(mean, deviation));
    const b = a.map((value) => slope * value + intercept + stream.normal(0, noise));
    const found = linearGaussianOf(sampleMoments({ a, b }));
    const exact = linearGaussianOf(gaussianMoments(general));
    for (const key of ['mean', 'deviation', 'slope', 'intercept', 'noise'] as const) {
      expect(Math.abs(found[key] - general[key])).toBeLessThan(0.03);
      expect(exact[key]).toBeCloseTo(general[key], 12);
    }
  });

  it('refuses what has no variance that is a number', () => {
    for (const bad of [{ slope: 1e200 }, { deviation: 1e200 }, { deviation: 1e-200 }]) {
      expect(() => gaussianHypotheses({ ...example, ...bad })).toThrow(ArgumentError);
    }
  });
});
