import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { adaptGaussian } from '../../../src/continuous/gaussian/adaptGaussian.ts';
import { gaussianLoss } from '../../../src/continuous/gaussian/gaussianGradient.ts';
import {
  gaussianHypotheses,
  gaussianMoments,
  swappedMoments,
} from '../../../src/continuous/gaussian/linearGaussian.ts';

const truth = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
const { forward, backward } = gaussianHypotheses(truth);
const transfer = gaussianMoments({ ...truth, mean: 1 });

describe('adaptGaussian', () => {
  it('scores, then takes the step computed by hand', () => {
    const swapped = swappedMoments(transfer);
    const { costs, final } = adaptGaussian(backward, [swapped], { learningRate: 0.1 });
    expect(costs).toEqual([gaussianLoss(backward, swapped)]);
    expect(final.mean).toBeCloseTo(0.04, 12);
    expect(final.deviation).toBeCloseTo(Math.sqrt(5) * Math.exp(0.08), 12);
    expect(final.slope).toBeCloseTo(0.6, 12);
    expect(final.intercept).toBeCloseTo(0.1, 12);
    expect(final.noise).toBeCloseTo(Math.sqrt(0.2) * Math.exp(0.02), 12);
  });

  it('leaves the mechanism alone on the path of the expected gradient', () => {
    const batches = Array.from({ length: 500 }, () => transfer);
    const { costs, final } = adaptGaussian(forward, batches, { learningRate: 0.05 });
    expect(final.slope).toBeCloseTo(2, 10);
    expect(final.noise).toBeCloseTo(1, 10);
    expect(final.mean).toBeCloseTo(1, 6);
    expect(final.deviation).toBeCloseTo(1, 6);
    expect(costs.at(-1)).toBeCloseTo(gaussianLoss({ ...truth, mean: 1 }, transfer), 8);
  });

  it('arrives at the transfer distribution where B is the cause, too', () => {
    const batches = Array.from({ length: 5000 }, () => swappedMoments(transfer));
    const { final } = adaptGaussian(backward, batches, { learningRate: 0.02 });
    const expected = gaussianHypotheses({ ...truth, mean: 1 }).backward;
    for (const key of ['mean', 'deviation', 'slope', 'intercept', 'noise'] as const) {
      expect(final[key]).toBeCloseTo(expected[key], 3);
    }
  });

  it('never takes a deviation out of reach', () => {
    const far = gaussianMoments({ ...truth, mean: 1e4 });
    const { final } = adaptGaussian(forward, [far], { learningRate: 1 });
    expect(final.deviation).toBeCloseTo(Math.E, 10);
    expect(final.noise).toBeCloseTo(1, 6);
    const near = gaussianMoments({ ...truth, deviation: 1e-6, noise: 1e-6 });
    expect(adaptGaussian(forward, [near], { learningRate: 5 }).final.deviation).toBeCloseTo(
      1 / Math.E,
      10,
    );
  });

  it('refuses impossible input', () => {
    expect(() => adaptGaussian(forward, [transfer], { learningRate: 0 })).toThrow(ArgumentError);
    expect(() => adaptGaussian({ ...forward, noise: NaN }, [])).toThrow(ArgumentError);
  });

  it('refuses moments that cost no number', () => {
    expect(() => adaptGaussian(forward, [transfer, { ...transfer, meanA: NaN }])).toThrow(
      'adaptGaussian: batches[1].meanA must be a finite number, got NaN',
    );
  });
});
