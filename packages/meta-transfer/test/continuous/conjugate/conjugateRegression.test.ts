import {
  ArgumentError,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { ConjugateRegression } from '../../../src/continuous/conjugate/conjugateRegression.ts';

function curve(count: number, seed = 1) {
  const stream = new RandomStream(seed);
  const x = Float64Array.from({ length: count }, () => stream.normal(0, 2));
  const y = x.map((value) => 3 * Math.sin(value) + stream.normal(0, 0.5));
  return { x, y };
}

describe('ConjugateRegression', () => {
  it('is the prior before any data, by hand', () => {
    const mean = new ConjugateRegression({
      features: { kind: 'constant' },
      priorPrecision: 1,
      priorShape: 1,
      priorRate: 1,
    });
    expect(mean.fit()).toEqual({ weights: Float64Array.of(0), noiseVariance: 1 });
    // A Student density with 2 degrees of freedom and squared scale 2, at 0: Gamma(1.5) / sqrt(2 pi 2) = 1 / 4.
    expect(mean.observe([0], [0])).toBeCloseTo(Math.log(0.25), 10);
    // Now precision 2, shape 1.5, rate 1; 3 degrees of freedom, squared scale 1, at 1: 0.2067483.
    expect(mean.observe([0], [1])).toBeCloseTo(Math.log(0.2067483358), 8);
    const { weights, noiseVariance } = mean.fit();
    expect(weights[0]).toBeCloseTo(1 / 3, 12);
    // Rate 1 + (1 - 1/3) / 2 by shape 2.
    expect(noiseVariance).toBeCloseTo((1 + 1 / 3) / 2, 12);
  });

  it('learns a curve', () => {
    const { x, y } = curve(2000);
    const regression = new ConjugateRegression();
    regression.learn(x, y);
    expect(regression.fit().noiseVariance).toBeCloseTo(0.25, 1);
    const fresh = curve(2000, 2);
    const perSample = regression.logLikelihood(fresh.x, fresh.y) / 2000;
    expect(perSample).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * Math.E * 0.25), 1);
  });

  it('has the plug-in likelihood by its formula', () => {
    const line = new ConjugateRegression({ features: { kind: 'linear' } });
    line.learn([0, 1, 2, 4], [1, 2, 4, 7]);
    const { weights, noiseVariance } = line.fit();
    const [slope = NaN, offset = NaN] = weights;
    const density = (x: number, y: number, v: number) =>
      (-0.5 * (y - slope * x - offset) ** 2) / v - 0.5 * Math.log(2 * Math.PI * v);
    expect(line.logLikelihood([3, -1], [5, 2])).toBeCloseTo(
      density(3, 5, noiseVariance) + density(-1, 2, noiseVariance),
      10,
    );
    expect(line.logLikelihood([3], [5], 2)).toBeCloseTo(density(3, 5, 2), 10);
    expect(line.samples).toBe(4);
  });

  it('scores a batch as its samples one by one, in any order', () => {
    const { x, y } = curve(60);
    const start = new ConjugateRegression();
    start.learn(x.subarray(0, 20), y.subarray(0, 20));
    const [whole, single, backward] = [start.clone(), start.clone(), start.clone()];
    let sum = 0;
    let reversed = 0;
    for (let i = 20; i < 60; i++) {
      sum += single.observe([x[i] ?? NaN], [y[i] ?? NaN]);
      reversed += backward.observe([x[79 - i] ?? NaN], [y[79 - i] ?? NaN]);
    }
    const atOnce = whole.observe(x.subarray(20), y.subarray(20));
    expect(atOnce).toBeCloseTo(sum, 8);
    expect(atOnce).toBeCloseTo(reversed, 8);
    expect(start.samples).toBe(20);
    expect(whole.samples).toBe(60);
  });

  it('has predictive densities that integrate to 1', () => {
    const { x, y } = curve(30);
    const start = new ConjugateRegression();
    start.learn(x, y);
    let mass = 0;
    for (let value = -60; value <= 60; value += 0.02) {
      mass += 0.02 * Math.exp(start.clone().observe([0.7], [value]));
    }
    expect(mass).toBeCloseTo(1, 4);
  });

  it('keeps averages when it is discounted, and then learns faster', () => {
    const { x, y } = curve(4000);
    const [slow, fast] = [new ConjugateRegression(), new ConjugateRegression()];
    slow.learn(x, y);
    fast.learn(x, y);
    fast.discount(100);
    expect(fast.samples).toBe(100);
    const errorAt = (regression: ConjugateRegression) => regression.logLikelihood([0.5], [5], 1);
    const before = errorAt(slow);
    expect(errorAt(fast)).toBeCloseTo(before, 0);
    const shifted = { x: new Float64Array(50).fill(0.5), y: new Float64Array(50).fill(5) };
    slow.learn(shifted.x, shifted.y);
    fast.learn(shifted.x, shifted.y);
    expect(errorAt(fast)).toBeGreaterThan(errorAt(slow) + 1);
    fast.discount(1e6);
    expect(fast.samples).toBe(150);
  });

  it('stays finite where everything is explained', () => {
    const line = new ConjugateRegression({ features: { kind: 'linear' } });
    line.learn([1, 2, 3], [2e6, 4e6, 6e6]);
    expect(line.fit().noiseVariance).toBeGreaterThan(0);
    expect(Number.isFinite(line.observe([1], [2e6]))).toBe(true);
  });

  it('knows the covariance of its weights, in units of the noise', () => {
    const line = new ConjugateRegression({ features: { kind: 'linear' }, priorPrecision: 1 });
    line.learn([1, 2], [0, 0]);
    // The precision is [[1 + 4 + 1, 1 + 2], [1 + 2, 2 + 1]], of determinant 9; its inverse times (9, 0) is (3, -3).
    const product = line.covarianceTimes(Float64Array.of(9, 0));
    expect(product[0]).toBeCloseTo(3, 12);
    expect(product[1]).toBeCloseTo(-3, 12);
    expect(() => line.covarianceTimes(Float64Array.of(1))).toThrow(
      'ConjugateRegression.covarianceTimes: expected 2 values, got 1',
    );
  });

  it('refuses impossible input', () => {
    for (const bad of [{ priorPrecision: 0 }, { priorShape: NaN }, { priorRate: -1 }]) {
      expect(() => new ConjugateRegression(bad)).toThrow(ArgumentError);
    }
    const line = new ConjugateRegression({ features: { kind: 'linear' } });
    expect(() => line.learn([1], [1, 2])).toThrow(ShapeError);
    expect(() => line.observe([1], [1, 2])).toThrow('ConjugateRegression.observe: x and y');
    expect(() => line.logLikelihood([1], [])).toThrow(ShapeError);
    expect(() => line.discount(0)).toThrow(ArgumentError);
  });

  it('refuses numbers that are not finite, and sums that are not', () => {
    const line = new ConjugateRegression({ features: { kind: 'linear' } });
    for (const bad of [NaN, Infinity]) {
      expect(() => line.learn([1, 2], [1, bad])).toThrow(ValuesError);
      expect(() => line.observe([1, bad], [1, 2])).toThrow(ValuesError);
      expect(() => new ConjugateRegression().learn([1, bad], [1, 2])).toThrow(ValuesError);
      expect(() => line.logLikelihood([1], [bad])).toThrow(ValuesError);
    }
    expect(line.samples).toBe(0);
    for (const bad of [0, -1, NaN]) {
      expect(() => line.logLikelihood([1], [1], bad)).toThrow(ArgumentError);
    }
    line.learn([1, 2, 3], [1, 1e200, 3]);
    expect(() => line.fit()).toThrow('sums of squares are not finite');
  });
});
