import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { regretGradient } from '../../../src/belief/regret.ts';
import { reinforceEstimator } from '../../../src/graphs/beliefs/reinforceEstimator.ts';

describe('reinforceEstimator', () => {
  it('gives the value computed by hand, which is that of two hypotheses', () => {
    const graphs = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0);
    const gradient = reinforceEstimator(
      { variables: 2, graphs, costs: [0, 1, 0, 2] },
      new Float64Array(4),
    );
    expect(gradient[1]).toBeCloseTo(-0.231059, 6);
    expect(gradient[1]).toBeCloseTo(regretGradient(0, 1), 12);
    // No draw has the edge the other way.
    expect(gradient[2]).toBeCloseTo(0.5, 12);
    expect([gradient[0], gradient[3]]).toEqual([0, 0]);
  });

  it('is the slope of the regret where every graph is drawn as often as it is believed in', () => {
    // Three of four draws have the edge: logit log 3. R = -log(sigmoid(g) L1 + (1 - sigmoid(g)) L0).
    const graphs = new Uint8Array(16);
    for (const draw of [0, 1, 2]) graphs[draw * 4 + 1] = 1;
    const costs = [0, 0.3, 0, 0.3, 0, 0.3, 0, 0.9];
    const logit = Math.log(3);
    const regret = (gamma: number) =>
      -Math.log(sigmoid(gamma) * Math.exp(-0.3) + (1 - sigmoid(gamma)) * Math.exp(-0.9));
    const slope = (regret(logit + 1e-5) - regret(logit - 1e-5)) / 2e-5;
    const found = reinforceEstimator({ variables: 2, graphs, costs }, [0, logit, 0, 0]);
    expect(found[1]).toBeCloseTo(slope, 8);
  });

  it('counts samples, and never overflows', () => {
    const graphs = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0);
    const costs = [0, 1000, 0, 1001];
    const [one, many] = [1, 1e6].map(
      (samples) =>
        reinforceEstimator({ variables: 2, graphs, costs }, [0, 0, 0, 0], { samples })[1],
    );
    expect(one).toBeCloseTo(regretGradient(0, 1), 12);
    expect(many).toBe(-0.5);
  });

  it('refuses costs of other graphs', () => {
    const graphs = new Uint8Array(8);
    expect(() =>
      reinforceEstimator({ variables: 2, graphs, costs: [1, 2] }, new Float64Array(4)),
    ).toThrow('reinforceEstimator: costs must have 4 entries, got 2');
  });
});
