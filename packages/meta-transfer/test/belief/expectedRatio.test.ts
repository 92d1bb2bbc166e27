import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkDeltas, expectedRatio } from '../../src/belief/expectedRatio.ts';

describe('expectedRatio', () => {
  it('is the mean of exp(-Delta)', () => {
    expect(expectedRatio([0, Math.log(2)])).toBeCloseTo(0.75, 12);
    expect(expectedRatio(Float64Array.of(-Math.log(3)))).toBeCloseTo(3, 12);
  });

  it('is above 1 for rare, strong evidence against a hypothesis with a positive mean', () => {
    const deltas = [...Array.from({ length: 9 }, () => 2), -10];
    expect(deltas.reduce((sum, delta) => sum + delta, 0) / 10).toBeCloseTo(0.8, 12);
    expect(expectedRatio(deltas)).toBeCloseTo(0.9 * Math.exp(-2) + 0.1 * Math.exp(10), 8);
  });

  it.each([[[]], [[0, NaN]], [[Infinity]]])('refuses %j', (deltas) => {
    expect(thrownCode(() => expectedRatio(deltas))).toBe('ERR_VALUES');
  });
});

describe('checkDeltas', () => {
  it('names the episode', () => {
    expect(() => {
      checkDeltas('owner', [1, NaN]);
    }).toThrow('owner: deltas must be finite, got NaN at episode 1');
  });
});
