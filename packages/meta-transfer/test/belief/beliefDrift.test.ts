import { thrownCode } from '@causal-mechanisms/test-utils';
import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { beliefDrift, restingBelief } from '../../src/belief/beliefDrift.ts';
import { expectedRatio } from '../../src/belief/expectedRatio.ts';

const counterexample = [...Array.from({ length: 9 }, () => 2), -10];

describe('beliefDrift', () => {
  it('is the mean of posterior minus prior', () => {
    const expected = (sigmoid(1.5) + sigmoid(-2)) / 2 - sigmoid(1);
    expect(beliefDrift(1, [0.5, -3])).toBeCloseTo(expected, 12);
  });

  it('has the sign of 1 - E[exp(-Delta)] near certainty, with the factor exp(-gamma)', () => {
    for (const deltas of [counterexample, [0.4, -0.3, 0.1]]) {
      const scaled = beliefDrift(25, deltas) * Math.exp(25);
      expect(scaled / (1 - expectedRatio(deltas))).toBeCloseTo(1, 3);
    }
  });

  it('has the sign of E[exp(Delta)] - 1 near the other certainty', () => {
    const deltas = [0.4, -0.3, 0.1];
    const ratio = expectedRatio(deltas.map((delta) => -delta));
    expect((beliefDrift(-25, deltas) * Math.exp(25)) / (ratio - 1)).toBeCloseTo(1, 3);
  });

  it('refuses no episodes', () => {
    expect(thrownCode(() => beliefDrift(0, []))).toBe('ERR_VALUES');
  });
});

describe('restingBelief', () => {
  it('finds the fixed point of the counterexample', () => {
    expect(sigmoid(restingBelief(counterexample))).toBeCloseTo(0.8844, 4);
    expect(sigmoid(restingBelief(counterexample.map((delta) => -delta)))).toBeCloseTo(0.1156, 4);
  });

  it('is where the drift vanishes', () => {
    for (const deltas of [counterexample, [1, -1.2, 0.1], [300, -400], [1e-3, -1.0001e-3]]) {
      expect(Math.abs(beliefDrift(restingBelief(deltas), deltas))).toBeLessThan(1e-10);
    }
    expect(restingBelief([1, -1])).toBeCloseTo(0, 10);
  });

  it('is infinite where one hypothesis wins', () => {
    expect(restingBelief([0.1])).toBe(Infinity);
    expect(restingBelief([1e4, 1])).toBe(Infinity);
    expect(restingBelief([-0.1, -2])).toBe(-Infinity);
    expect(restingBelief([0.5, 0.5, -0.1])).toBe(Infinity);
    // Far beyond the numbers, and still one term against.
    expect(restingBelief([1e4, -1e4])).toBeCloseTo(0, 8);
  });

  it('is nowhere in particular where nothing favours either', () => {
    expect(restingBelief([0, 0])).toBeNaN();
  });

  it('refuses no episodes', () => {
    expect(thrownCode(() => restingBelief([]))).toBe('ERR_VALUES');
    expect(thrownCode(() => restingBelief([NaN]))).toBe('ERR_VALUES');
  });
});
