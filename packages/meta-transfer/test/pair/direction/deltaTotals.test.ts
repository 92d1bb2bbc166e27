import { thrownCode } from '@causal-mechanisms/test-utils';
import { DeltaTotals } from '../../../src/pair/direction/deltaTotals.ts';

const deltas = [0.5, -0.25, 1];

describe('DeltaTotals', () => {
  it('keeps means, standard error and both ratios', () => {
    const totals = new DeltaTotals();
    for (const delta of deltas) totals.add(delta);
    const mean = (of: (delta: number) => number) => deltas.reduce((sum, d) => sum + of(d), 0) / 3;
    expect(totals.episodes).toBe(3);
    expect(totals.mean).toBeCloseTo(1.25 / 3, 12);
    expect(totals.expectedRatio).toBeCloseTo(
      mean((d) => Math.exp(-d)),
      12,
    );
    expect(totals.inverseRatio).toBeCloseTo(mean(Math.exp), 12);
    const variance = mean((d) => (d - 1.25 / 3) ** 2);
    expect(totals.standardError).toBeCloseTo(Math.sqrt(variance / 3), 12);
  });

  it('does not overflow, and goes on from its values', () => {
    const totals = new DeltaTotals();
    totals.add(-1e4);
    totals.add(0);
    expect(totals.values[3]).toBeCloseTo(1e4, 8);
    expect(totals.expectedRatio).toBe(Infinity);
    expect(totals.inverseRatio).toBeCloseTo(0.5, 12);
    expect(new DeltaTotals(totals.values).values).toEqual(totals.values);
  });

  it('knows nothing before the first episode', () => {
    expect(new DeltaTotals().mean).toBeNaN();
    expect(new DeltaTotals().expectedRatio).toBeNaN();
  });

  it('refuses a Delta that is not finite', () => {
    const add = (delta: number) =>
      thrownCode(() => {
        new DeltaTotals().add(delta);
      });
    expect(add(NaN)).toBe('ERR_VALUES');
    expect(add(Infinity)).toBe('ERR_VALUES');
  });
});
