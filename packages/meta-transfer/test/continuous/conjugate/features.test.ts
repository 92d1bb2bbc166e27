import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { featureMap } from '../../../src/continuous/conjugate/features.ts';
import type { RegressionFeatures } from '../../../src/continuous/conjugate/features.ts';

function written(features: RegressionFeatures, x: number): number[] {
  const map = featureMap('f', features);
  const target = new Float64Array(map.size).fill(NaN);
  map.write(x, target);
  return Array.from(target);
}

describe('featureMap', () => {
  it('knows a constant and a line', () => {
    expect(written({ kind: 'constant' }, 7)).toEqual([1]);
    expect(written({ kind: 'linear' }, 7)).toEqual([7, 1]);
  });

  it.each([-40, -12, -3.3, 0, 0.51, 5, 12, 13, 40])('has the bumps by their formula at %p', (x) => {
    const found = written({ kind: 'bumps', width: 1.2 }, x);
    expect(found).toHaveLength(25);
    expect(found[24]).toBe(1);
    for (let k = 0; k < 24; k++) {
      const centre = -12 + (24 / 23) * k;
      expect(found[k]).toBeCloseTo(Math.exp(-0.5 * ((x - centre) / 1.2) ** 2), 12);
    }
  });

  it('widens bumps with their distance', () => {
    const found = written({ kind: 'bumps', low: 0, high: 4, count: 2 }, 0);
    expect(found[0]).toBe(1);
    expect(found[1]).toBeCloseTo(Math.exp(-0.5 / 1.15 ** 2), 12);
  });

  it('refuses impossible bumps', () => {
    for (const bad of [
      { low: 1, high: 1 },
      { width: 0 },
      { width: NaN },
      { count: 1 },
      { high: Infinity },
    ]) {
      expect(() => featureMap('f', { kind: 'bumps', ...bad })).toThrow(ArgumentError);
    }
  });

  it('knows bumps that are far apart for their width', () => {
    const bumps = { kind: 'bumps', low: 0, high: 24, count: 2, width: 0.5 } as const;
    expect(written(bumps, 11)).toEqual([Math.exp(-242), Math.exp(-338), 1]);
    expect(written(bumps, 24.5)[1]).toBeCloseTo(Math.exp(-0.5), 12);
  });

  it('refuses an unknown kind', () => {
    expect(() => featureMap('f', { kind: 'spline' } as unknown as RegressionFeatures)).toThrow(
      'f: features.kind must be one of constant, linear, bumps, got spline',
    );
  });
});
