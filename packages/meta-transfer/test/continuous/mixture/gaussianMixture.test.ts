import {
  ArgumentError,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import {
  gaussianMixture,
  mixtureLogLikelihood,
} from '../../../src/continuous/mixture/gaussianMixture.ts';

const mixtureOf = (weights: number[], means: number[], deviations: number[]) => ({
  weights: Float64Array.from(weights),
  means: Float64Array.from(means),
  deviations: Float64Array.from(deviations),
});

/** Two overlapping bumps and a far one. */
function drawn(count: number): Float64Array {
  const stream = new RandomStream(3);
  return Float64Array.from({ length: count }, () => {
    const kind = stream.categorical([0.5, 0.3, 0.2]);
    return stream.normal([-2, 1, 8][kind], [1, 0.5, 2][kind]);
  });
}

describe('mixtureLogLikelihood', () => {
  it('has the values computed by hand', () => {
    expect(mixtureLogLikelihood(mixtureOf([0.5, 0.5], [-1, 1], [1, 1]), [0])).toBeCloseTo(
      -1.418939,
      6,
    );
    const second = mixtureOf([0.3, 0.7], [0, 2], [1, 0.5]);
    expect(mixtureLogLikelihood(second, [1])).toBeCloseTo(-1.909337, 5);
    expect(mixtureLogLikelihood(second, [1, 1, 1])).toBeCloseTo(3 * -1.909337, 5);
  });

  it('stays finite far away', () => {
    expect(mixtureLogLikelihood(mixtureOf([1], [0], [1]), [1e4])).toBeCloseTo(
      -0.5e8 - 0.5 * Math.log(2 * Math.PI),
      2,
    );
  });
});

describe('gaussianMixture', () => {
  it('finds the mixture that the values were drawn from', () => {
    const { weights, means, deviations } = gaussianMixture(drawn(20_000), { components: 3 });
    [0.5, 0.3, 0.2].forEach((weight, k) => expect(weights[k]).toBeCloseTo(weight, 1));
    [-2, 1, 8].forEach((mean, k) => expect(means[k]).toBeCloseTo(mean, 0));
    [1, 0.5, 2].forEach((deviation, k) => expect(deviations[k]).toBeCloseTo(deviation, 0));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
  });

  it('never loses likelihood, at the floor neither', () => {
    // Every second value is the same: components fall onto it.
    const values = drawn(500).map((value, i) => (i % 2 === 0 ? 0.25 : value));
    const { logLikelihoods, deviations } = gaussianMixture(values, {
      tolerance: 0,
      iterations: 200,
    });
    for (let i = 1; i < logLikelihoods.length; i++) {
      expect((logLikelihoods[i] ?? NaN) - (logLikelihoods[i - 1] ?? NaN)).toBeGreaterThan(-1e-12);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / 500;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 500;
    expect(Math.min(...deviations)).toBeCloseTo(Math.sqrt(1e-4 * variance), 10);
  });

  it('ends with the likelihood that it reports', () => {
    const values = drawn(300);
    const fitted = gaussianMixture(values, { components: 4, iterations: 5, tolerance: 0 });
    expect(fitted.logLikelihoods).toHaveLength(6);
    expect(mixtureLogLikelihood(fitted, values) / 300).toBeCloseTo(
      fitted.logLikelihoods.at(-1) ?? NaN,
      10,
    );
  });

  it('is the normal distribution of the sample with one component', () => {
    const { means, deviations, weights } = gaussianMixture([1, 2, 3, 6], { components: 1 });
    expect(means[0]).toBeCloseTo(3, 10);
    expect(deviations[0]).toBeCloseTo(Math.sqrt(3.5), 10);
    expect(weights[0]).toBe(1);
  });

  it('does one iteration as by hand', () => {
    // Responsibilities of the first component at -1 and 1: 1 / (1 + exp(-2)) and 1 / (1 + exp(2)).
    const r = 1 / (1 + Math.exp(-2));
    const start = mixtureOf([0.5, 0.5], [-1, 1], [1, 1]);
    const fitted = gaussianMixture([-1, 1], { start, iterations: 1 });
    const mean = -r + (1 - r);
    expect(fitted.means[0]).toBeCloseTo(mean, 12);
    expect(fitted.means[1]).toBeCloseTo(-mean, 12);
    expect(fitted.deviations[0]).toBeCloseTo(Math.sqrt(1 - mean * mean), 12);
    expect(fitted.weights[0]).toBeCloseTo(0.5, 12);
    expect(start.means[0]).toBe(-1);
  });

  it('goes on from where it stopped', () => {
    const values = drawn(400);
    const options = { components: 3, tolerance: 0 };
    const half = gaussianMixture(values, { ...options, iterations: 4 });
    const rest = gaussianMixture(values, { ...options, iterations: 6, start: half });
    const whole = gaussianMixture(values, { ...options, iterations: 10 });
    expect(rest.means).toEqual(whole.means);
  });

  it('keeps a component that no value belongs to', () => {
    const start = mixtureOf([0.5, 0.5], [0, 1e6], [1, 1]);
    const fitted = gaussianMixture([-1, 0, 1, 2], { start });
    expect(fitted.means[1]).toBe(1e6);
    expect(fitted.means[0]).toBeCloseTo(0.5, 10);
    expect(Number.isFinite(fitted.logLikelihoods.at(-1))).toBe(true);
  });

  it('refuses impossible input', () => {
    expect(() => gaussianMixture([1, 2, 3])).toThrow(ShapeError);
    expect(() => gaussianMixture([2, 2, 2], { components: 1 })).toThrow(ValuesError);
    expect(() => gaussianMixture([1, NaN], { components: 1 })).toThrow(ValuesError);
    expect(() => gaussianMixture([1, 2], { components: 0 })).toThrow(ArgumentError);
    expect(() => gaussianMixture([1, 2], { components: 1, iterations: 0.5 })).toThrow(
      ArgumentError,
    );
    expect(() => gaussianMixture([1, 2], { components: 1, floor: 0 })).toThrow(ArgumentError);
    expect(() => gaussianMixture([1, 2], { components: 1, tolerance: NaN })).toThrow(ArgumentError);
    const start = mixtureOf([1], [0], [0]);
    expect(() => gaussianMixture([1, 2], { start })).toThrow('gaussianMixture: start');
  });

  it('does not fit what is left of rounding to equal values', () => {
    const values = new Float64Array(30).fill(0.1);
    expect(() => gaussianMixture(values, { components: 2 })).toThrow('are the same, 0.1');
  });

  it('refuses values and starts that no number comes of', () => {
    expect(() => gaussianMixture([1e200, -1e200, 2e200], { components: 1 })).toThrow(ValuesError);
    const values = [1, 2, 3, 9];
    const heavy = mixtureOf([5, 5], [1, 2], [1, 1]);
    expect(() => gaussianMixture(values, { start: heavy })).toThrow(ArgumentError);
    const wide = mixtureOf([0.5, 0.5], [1, 2], [1, Infinity]);
    expect(() => gaussianMixture(values, { start: wide })).toThrow(ValuesError);
    const far = mixtureOf([0.5, 0.5], [1e200, -1e200], [1, 1]);
    expect(() => gaussianMixture(values, { start: far })).toThrow(ValuesError);
  });

  it('scores nothing at all, and values that are infinitely unlikely', () => {
    const mixture = mixtureOf([0.5, 0.5], [-1, 1], [1, 1]);
    expect(mixtureLogLikelihood(mixture, [])).toBe(0);
    expect(mixtureLogLikelihood(mixture, [0, 1e200])).toBe(-Infinity);
  });
});
