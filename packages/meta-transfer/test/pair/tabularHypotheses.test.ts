import { thrownCode } from '@causal-mechanisms/test-utils';
import { hypothesesOfJoint, tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { handPair, randomPair, swapped } from './truths.ts';

const expectClose = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 6);
  });
};

describe('tabularHypotheses', () => {
  it('has the tables that were computed by hand', () => {
    const { forward, backward, categories } = tabularHypotheses(handPair);
    expect(categories).toEqual([2, 2]);
    expectClose(forward.marginal, [0.5, 0.5]);
    expectClose(forward.conditional, [0.9, 0.1, 0.2, 0.8]);
    expectClose(backward.marginal, [0.55, 0.45]);
    expectClose(backward.conditional, [0.818182, 0.181818, 0.111111, 0.888889]);
    expectClose(backward.logMarginal, [Math.log(0.55), Math.log(0.45)]);
    expectClose(forward.logConditional, [0.9, 0.1, 0.2, 0.8].map(Math.log));
  });

  it('gives every pair one probability, and exchanges the hypotheses with the names', () => {
    const pair = randomPair(1, [3, 5]);
    const { forward, backward, joint } = tabularHypotheses(pair);
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 5; b++) {
        const one = (forward.logMarginal[a] ?? NaN) + (forward.logConditional[5 * a + b] ?? NaN);
        const other =
          (backward.logMarginal[b] ?? NaN) + (backward.logConditional[3 * b + a] ?? NaN);
        expect(one).toBeCloseTo(other, 10);
        expect(one).toBeCloseTo(Math.log(joint[5 * a + b] ?? NaN), 10);
      }
    }
    const other = tabularHypotheses(swapped(pair));
    expect(other.categories).toEqual([5, 3]);
    expect(other.backward).toEqual(forward);
  });
});

describe('hypothesesOfJoint', () => {
  it('normalises, and gives a category that never occurs a uniform row', () => {
    const { forward, backward } = hypothesesOfJoint([2, 6, 0, 0], [2, 2]);
    expectClose(forward.marginal, [1, 0]);
    expectClose(forward.conditional, [0.25, 0.75, 0.5, 0.5]);
    expectClose(backward.conditional, [1, 0, 1, 0]);
    expect(forward.logMarginal[1]).toBe(-Infinity);
  });

  it('refuses what is no distribution', () => {
    expect(thrownCode(() => hypothesesOfJoint([1, 1, 1], [2, 2]))).toBe('ERR_SHAPE');
    expect(thrownCode(() => hypothesesOfJoint([0, 0, 0, 0], [2, 2]))).toBe('ERR_VALUES');
    expect(() => hypothesesOfJoint([1, 1, 1, -1], [2, 2])).toThrow('the pair (1, 1)');
    expect(() => hypothesesOfJoint([1, NaN, 1, 1], [2, 2])).toThrow('the pair (0, 1)');
    expect(thrownCode(() => hypothesesOfJoint([1, Infinity, 1, 1], [2, 2]))).toBe('ERR_VALUES');
  });

  it('normalises numbers whose sum is none', () => {
    expectClose(
      hypothesesOfJoint([1e308, 1e308, 1e308, 1e308], [2, 2]).joint,
      [0.25, 0.25, 0.25, 0.25],
    );
    expect(thrownCode(() => hypothesesOfJoint([1, 1, 1, 1], [-2, -2]))).toBe('ERR_ARGUMENT');
  });
});
