import {
  gaussianDivergence,
  gaussianGradient,
  gaussianLoss,
} from '../../../src/continuous/gaussian/gaussianGradient.ts';
import {
  gaussianHypotheses,
  gaussianMoments,
  sampleMoments,
  swappedMoments,
} from '../../../src/continuous/gaussian/linearGaussian.ts';

const truth = { mean: 0, deviation: 1, slope: 2, intercept: 0, noise: 1 };
const moved = { ...truth, mean: 1 };
const { forward, backward } = gaussianHypotheses(truth);
const transfer = gaussianMoments(moved);

describe('gaussianGradient', () => {
  it('has the values computed by hand: 2 of 5 are not 0 where A is the cause', () => {
    const gradient = gaussianGradient(forward, transfer);
    expect(gradient.mean).toBeCloseTo(-1, 12);
    expect(gradient.logDeviation).toBeCloseTo(-1, 12);
    for (const key of ['slope', 'intercept', 'logNoise'] as const) {
      expect(gradient[key]).toBeCloseTo(0, 12);
    }
  });

  it('has the values computed by hand: all 5 where B is', () => {
    const gradient = gaussianGradient(backward, swappedMoments(transfer));
    expect(gradient.mean).toBeCloseTo(-0.4, 12);
    expect(gradient.logDeviation).toBeCloseTo(-0.8, 12);
    expect(gradient.intercept).toBeCloseTo(-1, 12);
    expect(gradient.slope).toBeCloseTo(-2, 12);
    expect(gradient.logNoise).toBeCloseTo(-0.2, 12);
  });

  it('agrees with finite differences', () => {
    const model = { mean: 0.3, deviation: 1.2, slope: -0.5, intercept: 0.8, noise: 0.7 };
    const moments = sampleMoments({
      a: Float64Array.of(1, -2, 0.5, 4),
      b: Float64Array.of(0, 2, -1, 0.3),
    });
    const gradient = gaussianGradient(model, moments);
    const step = 1e-6;
    const slopeOf = (change: (h: number) => typeof model) =>
      (gaussianLoss(change(step), moments) - gaussianLoss(change(-step), moments)) / (2 * step);
    for (const key of ['mean', 'slope', 'intercept'] as const) {
      expect(gradient[key]).toBeCloseTo(
        slopeOf((h) => ({ ...model, [key]: model[key] + h })),
        7,
      );
    }
    expect(gradient.logDeviation).toBeCloseTo(
      slopeOf((h) => ({ ...model, deviation: model.deviation * Math.exp(h) })),
      7,
    );
    expect(gradient.logNoise).toBeCloseTo(
      slopeOf((h) => ({ ...model, noise: model.noise * Math.exp(h) })),
      7,
    );
  });
});

describe('gaussianLoss', () => {
  it('is the mean of the log densities of a sample', () => {
    const [a, b] = [Float64Array.of(1, -1), Float64Array.of(2.5, 0)];
    const density = (value: number, mean: number, deviation: number) =>
      -0.5 * ((value - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));
    const model = { mean: 0.5, deviation: 2, slope: 1.5, intercept: 0.2, noise: 0.5 };
    let sum = 0;
    a.forEach((value, i) => {
      sum += density(value, 0.5, 2) + density(b[i] ?? NaN, 1.5 * value + 0.2, 0.5);
    });
    expect(gaussianLoss(model, sampleMoments({ a, b }))).toBeCloseTo(-sum / 2, 12);
  });
});

describe('gaussianDivergence', () => {
  it('has the values computed by hand, the same both ways', () => {
    expect(gaussianDivergence(moved, forward)).toBeCloseTo(0.5, 12);
    const reverse = gaussianHypotheses(moved).backward;
    expect(gaussianDivergence(reverse, backward)).toBeCloseTo(0.5, 12);
  });

  it('is the difference of two losses', () => {
    const model = { mean: 0.3, deviation: 1.2, slope: -0.5, intercept: 0.8, noise: 0.7 };
    expect(gaussianDivergence(moved, model)).toBeCloseTo(
      gaussianLoss(model, transfer) - gaussianLoss(moved, transfer),
      12,
    );
    expect(gaussianDivergence(model, model)).toBe(0);
  });
});
