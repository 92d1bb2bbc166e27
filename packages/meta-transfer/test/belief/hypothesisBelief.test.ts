import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  hypothesisPosterior,
  hypothesisRegret,
  hypothesisRegretGradient,
  logSumExp,
  softmax,
} from '../../src/belief/hypothesisBelief.ts';
import { regret, regretGradient } from '../../src/belief/regret.ts';

const expectClose = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('logSumExp', () => {
  it('does not overflow, and knows probability 0', () => {
    expect(logSumExp([Math.log(2), Math.log(3)])).toBeCloseTo(Math.log(5), 12);
    expect(logSumExp([1e4, 1e4 - 1])).toBeCloseTo(1e4 + Math.log(1 + Math.exp(-1)), 8);
    expect(logSumExp([-Infinity, 2])).toBe(2);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
  });
});

describe('softmax', () => {
  it('has probabilities in proportion to exp', () => {
    expectClose(softmax([0, Math.log(3)]), [0.25, 0.75]);
    expectClose(softmax([-1e4, 0]), [0, 1]);
  });
});

describe('hypothesisPosterior', () => {
  it('is the rule of Bayes', () => {
    const logs = [0.2, 0.3, 0.5].map(Math.log);
    const likelihoods = [0.1, 0.4, 0.2].map(Math.log);
    expectClose(hypothesisPosterior(logs, likelihoods), [0.02 / 0.24, 0.12 / 0.24, 0.1 / 0.24]);
  });

  it('refuses what does not fit', () => {
    expect(thrownCode(() => hypothesisPosterior([0, 0], [0]))).toBe('ERR_SHAPE');
    expect(thrownCode(() => hypothesisPosterior([], []))).toBe('ERR_SHAPE');
    expect(thrownCode(() => hypothesisPosterior([0, 0], [0, NaN]))).toBe('ERR_VALUES');
    expect(thrownCode(() => hypothesisPosterior([0, Infinity], [0, 0]))).toBe('ERR_VALUES');
    expect(thrownCode(() => hypothesisPosterior([0], [-Infinity]))).toBe('ERR_VALUES');
  });
});

describe('hypothesisRegret', () => {
  it('agrees with the regret of two hypotheses', () => {
    const [forward, backward, gamma] = [-3, -4.5, 0.7];
    const likelihoods = [forward, backward];
    expect(hypothesisRegret([gamma, 0], likelihoods)).toBeCloseTo(
      regret(gamma, { forward, backward }),
      12,
    );
    const slope = regretGradient(gamma, forward - backward);
    expectClose(hypothesisRegretGradient([gamma, 0], likelihoods), [slope, -slope]);
  });
});

describe('hypothesisRegretGradient', () => {
  it('agrees with finite differences', () => {
    const logits = [0.3, -1, 2, 0];
    const likelihoods = [-7, -5, -8, -6.5];
    const gradient = hypothesisRegretGradient(logits, likelihoods);
    logits.forEach((_, h) => {
      const moved = (by: number) =>
        hypothesisRegret(
          logits.map((logit, i) => (i === h ? logit + by : logit)),
          likelihoods,
        );
      expect(gradient[h]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8);
    });
    expect(gradient.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
  });
});
