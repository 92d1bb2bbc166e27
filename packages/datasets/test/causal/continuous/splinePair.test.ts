import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { splinePair } from '../../../src/index.ts';
import { randomSpline } from '../../../src/causal/continuous/splinePair.ts';
import { failure } from '../../testFiles.ts';

describe('splinePair', () => {
  it('has the settings of the paper and goes through its knots', () => {
    const pair = splinePair({ stream: new RandomStream(1) });
    expect(pair).toMatchObject({ mean: 0, deviation: 2, noise: 1, transferSpan: 4 });
    expect(pair.x).toHaveLength(10);
    expect([pair.x[0], pair.x[9]]).toEqual([-8, 8]);
    pair.x.forEach((x, i) => expect(pair.mechanism(x)).toBeCloseTo(pair.y[i] ?? NaN, 10));
    expect(pair.y.every((y) => y >= -8 && y < 8)).toBe(true);
    const { a, b } = pair.sampleTraining(5000, new RandomStream(2));
    const errors = b.map((value, i) => (value - pair.mechanism(a[i] ?? NaN)) ** 2);
    expect(errors.reduce((sum, value) => sum + value, 0) / 5000).toBeCloseTo(1, 1);
  });

  it('rises or falls everywhere when it is monotone', () => {
    const signs = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const { mechanism } = splinePair({ monotone: true, stream: new RandomStream(seed) });
      const sign = Math.sign(mechanism(10) - mechanism(-10));
      signs.add(sign);
      for (let at = -10; at < 10; at += 0.1) {
        expect(sign * (mechanism(at + 0.1) - mechanism(at))).toBeGreaterThan(0);
      }
    }
    expect(signs).toEqual(new Set([-1, 1]));
  });

  it('takes sizes', () => {
    const options = { knots: 5, span: 2, scale: 10, deviation: 0.5, noise: 0.1, transferSpan: 1 };
    const pair = splinePair({ ...options, stream: new RandomStream(4) });
    expect([...pair.x]).toEqual([-2, -1, 0, 1, 2]);
    expect(Math.max(...pair.y.map(Math.abs))).toBeGreaterThan(2);
    expect(Math.max(...pair.y.map(Math.abs))).toBeLessThanOrEqual(20);
    expect(pair).toMatchObject({ deviation: 0.5, noise: 0.1, transferSpan: 1 });
  });

  it('measures curvature as what the best line leaves', () => {
    expect(randomSpline({ knots: 2, stream: new RandomStream(1) }).curvature).toBeCloseTo(0, 10);
    for (let seed = 0; seed < 10; seed++) {
      const { curvature, mechanism } = randomSpline({ stream: new RandomStream(seed) });
      const stream = new RandomStream(100 + seed);
      const a = Float64Array.from({ length: 40_000 }, () => stream.normal(0, 2));
      const values = a.map(mechanism);
      const mean = values.reduce((sum, value) => sum + value, 0) / a.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / a.length;
      const slope =
        values.reduce((sum, value, i) => sum + (value - mean) * (a[i] ?? NaN), 0) / (4 * a.length);
      expect(Math.abs(curvature - (1 - (4 * slope * slope) / variance))).toBeLessThan(0.05);
    }
  });

  it('refuses impossible sizes', () => {
    const stream = new RandomStream(1);
    expect(() => splinePair({ knots: 1, stream })).toThrow(failure('ERR_ARGUMENT', 'knots'));
    expect(() => splinePair({ span: 0, stream })).toThrow(failure('ERR_ARGUMENT', 'span'));
    expect(() => splinePair({ scale: NaN, stream })).toThrow(failure('ERR_ARGUMENT', 'scale'));
    expect(() => splinePair({ deviation: -1, stream })).toThrow(
      failure('ERR_ARGUMENT', 'deviation'),
    );
  });
});
