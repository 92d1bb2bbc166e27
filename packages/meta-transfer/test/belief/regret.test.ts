import { regret, regretGradient } from '../../src/belief/regret.ts';

// Two mini-batches of two pairs from a truth over two categories, adapted by hand.
const forward = -1.597015 - 3.197883;
const backward = -1.597015 - 4.015878;
const delta = forward - backward;

describe('regret', () => {
  it('has the values computed by hand', () => {
    expect(regret(0, { forward, backward })).toBeCloseTo(5.122489, 5);
    expect(regret(1, { forward, backward })).toBeCloseTo(4.957715, 5);
  });

  it('is the likelihood of either hypothesis where the belief is certain', () => {
    expect(regret(800, { forward, backward })).toBeCloseTo(-forward, 10);
    expect(regret(-800, { forward, backward })).toBeCloseTo(-backward, 10);
  });

  it('stays finite for differences of 1e4', () => {
    expect(regret(0, { forward: 0, backward: -1e4 })).toBeCloseTo(Math.LN2, 10);
    expect(regret(0, { forward: -1e4, backward: 0 })).toBeCloseTo(Math.LN2, 10);
    expect(regret(-700, { forward: 0, backward: -1e4 })).toBeCloseTo(700, 8);
  });
});

describe('regretGradient', () => {
  it('has the values computed by hand', () => {
    expect(regretGradient(0, delta)).toBeCloseTo(-0.193811, 6);
    expect(regretGradient(1, delta)).toBeCloseTo(-0.129267, 6);
  });

  it.each([-3, -0.5, 0, 1, 4])('agrees with finite differences at gamma = %p', (gamma) => {
    const step = 1e-5;
    const difference =
      (regret(gamma + step, { forward, backward }) - regret(gamma - step, { forward, backward })) /
      (2 * step);
    expect(regretGradient(gamma, delta)).toBeCloseTo(difference, 8);
  });

  it('stays finite for differences of 1e4', () => {
    expect(regretGradient(0, 1e4)).toBe(-0.5);
    expect(regretGradient(0, -1e4)).toBe(0.5);
    expect(regretGradient(3, 0)).toBe(0);
  });

  it('is that of the hypothesis that is believed in, for any gamma', () => {
    for (const gamma of [1e7, 1e20, 1e308, Infinity]) {
      expect(regret(gamma, { forward: -1, backward: -2 })).toBe(1);
      expect(regret(-gamma, { forward: -1, backward: -2 })).toBe(2);
    }
    expect(regret(999_999, { forward: -1, backward: -2 })).toBeCloseTo(1, 8);
  });

  it('takes likelihoods of 0', () => {
    expect(regret(0, { forward: -1, backward: -Infinity })).toBeCloseTo(1 + Math.LN2, 12);
    expect(regret(0, { forward: -Infinity, backward: -1 })).toBeCloseTo(1 + Math.LN2, 12);
    expect(regret(0, { forward: -Infinity, backward: -Infinity })).toBe(Infinity);
  });
});
