import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { costRegret, costRegretGradient } from '../../src/belief/costRegret.ts';
import { regretGradient } from '../../src/belief/regret.ts';

describe('costRegret', () => {
  it('is the logarithm of the mixture of costs', () => {
    const [gamma, forward, backward] = [0.4, 2, 3];
    const mixture = sigmoid(gamma) * Math.exp(forward) + sigmoid(-gamma) * Math.exp(backward);
    expect(costRegret(gamma, { forward, backward })).toBeCloseTo(Math.log(mixture), 12);
  });

  it('stays finite for costs of 1e4 and certain beliefs', () => {
    expect(costRegret(0, { forward: 1e4, backward: 0 })).toBeCloseTo(1e4 - Math.LN2, 8);
    expect(costRegret(700, { forward: 1, backward: 0 })).toBeCloseTo(1, 10);
    expect(costRegret(-700, { forward: 1, backward: 5 })).toBeCloseTo(5, 10);
  });
});

describe('costRegretGradient', () => {
  it.each([-3, 0, 0.5, 4])('agrees with finite differences at gamma = %p', (gamma) => {
    const costs = { forward: 5, backward: 6.25 };
    const step = 1e-5;
    const difference =
      (costRegret(gamma + step, costs) - costRegret(gamma - step, costs)) / (2 * step);
    expect(costRegretGradient(gamma, costs.forward - costs.backward)).toBeCloseTo(difference, 8);
  });

  it('has the sign of the gradient of the regret and not its size', () => {
    const delta = 2;
    const [likelihoods, costs] = [regretGradient(1, delta), costRegretGradient(1, -delta)];
    expect(Math.sign(costs)).toBe(Math.sign(likelihoods));
    expect(Math.abs(costs)).toBeGreaterThan(2 * Math.abs(likelihoods));
  });
});
