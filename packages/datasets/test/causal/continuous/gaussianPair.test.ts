import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { gaussianPair } from '../../../src/index.ts';
import { failure } from '../../testFiles.ts';
import { momentsOf } from './moments.ts';

describe('gaussianPair', () => {
  it('draws parameters in their ranges, slopes of both signs', () => {
    const pairs = Array.from({ length: 200 }, (_, seed) =>
      gaussianPair({ stream: new RandomStream(seed) }),
    );
    for (const { slope, intercept, deviation, noise, mean, transferSpan } of pairs) {
      expect(Math.abs(slope)).toBeGreaterThanOrEqual(0.5);
      expect(Math.abs(slope)).toBeLessThan(3);
      expect(Math.abs(intercept)).toBeLessThanOrEqual(2);
      expect(deviation).toBeGreaterThanOrEqual(0.5);
      expect(deviation).toBeLessThan(2);
      expect(noise).toBeGreaterThanOrEqual(0.5);
      expect(noise).toBeLessThan(2);
      expect(mean).toBe(0);
      expect(transferSpan).toBe(2 * deviation);
    }
    const positive = pairs.filter(({ slope }) => slope > 0).length;
    expect(Math.abs(positive - 100)).toBeLessThan(30);
  });

  it('is linear', () => {
    const pair = gaussianPair({
      slope: 2,
      intercept: -1,
      mean: 3,
      deviation: 1,
      noise: 0.5,
      transferSpan: 1,
      stream: new RandomStream(1),
    });
    expect(pair).toMatchObject({
      slope: 2,
      intercept: -1,
      mean: 3,
      deviation: 1,
      noise: 0.5,
      transferSpan: 1,
    });
    expect(pair.mechanism(3)).toBe(5);
    const { a, b } = pair.sampleTraining(10_000, new RandomStream(2));
    expect(Math.abs(momentsOf(a).mean - 3)).toBeLessThan(0.05);
    expect(momentsOf(b.map((value, i) => value - 2 * (a[i] ?? NaN) + 1)).deviation).toBeCloseTo(
      0.5,
      1,
    );
  });

  it('draws the other parameters alike when one is given', () => {
    const free = gaussianPair({ stream: new RandomStream(5) });
    const fixed = gaussianPair({ noise: 1, stream: new RandomStream(5) });
    expect(fixed).toMatchObject({
      slope: free.slope,
      intercept: free.intercept,
      deviation: free.deviation,
      noise: 1,
    });
  });

  it('refuses impossible parameters', () => {
    const stream = new RandomStream(1);
    expect(() => gaussianPair({ slope: NaN, stream })).toThrow(failure('ERR_ARGUMENT', 'slope'));
    expect(() => gaussianPair({ intercept: Infinity, stream })).toThrow(
      failure('ERR_ARGUMENT', 'intercept'),
    );
    expect(() => gaussianPair({ noise: 0, stream })).toThrow(failure('ERR_ARGUMENT', 'noise'));
  });
});
