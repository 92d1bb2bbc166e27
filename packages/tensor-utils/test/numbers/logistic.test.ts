import { logSigmoid, sigmoid, softplus } from '../../src/numbers/logistic.ts';

describe('sigmoid, softplus, logSigmoid', () => {
  it('have the values computed by hand', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(1)).toBeCloseTo(0.7310585786, 10);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 12);
    expect(softplus(1)).toBeCloseTo(1.3132616875, 10);
    expect(logSigmoid(-1)).toBeCloseTo(-1.3132616875, 10);
  });

  it('stay finite and exact far out', () => {
    expect(sigmoid(-1e4)).toBe(0);
    // In the tail too it is the exponential, not zero.
    expect(sigmoid(-720) / Math.exp(-720)).toBeCloseTo(1, 6);
    expect(sigmoid(1e4)).toBe(1);
    expect(softplus(1e4)).toBe(1e4);
    expect(softplus(-700)).toBeCloseTo(Math.exp(-700), 310);
    expect(logSigmoid(-1e4)).toBe(-1e4);
  });
});
