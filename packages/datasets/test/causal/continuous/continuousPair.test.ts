import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkPositive, checkReal } from '../../../src/causal/continuous/continuousPair.ts';
import { continuousPair } from '../../../src/index.ts';
import { failure } from '../../testFiles.ts';
import { momentsOf } from './moments.ts';

describe('continuousPair', () => {
  it('draws cause, mechanism and noise', () => {
    const pair = continuousPair({ mechanism: (a) => a * a, mean: 1, deviation: 0.5, noise: 0.2 });
    const { a, b } = pair.sampleTraining(20_000, new RandomStream(1));
    const cause = momentsOf(a);
    expect(cause.mean).toBeCloseTo(1, 1);
    expect(cause.deviation).toBeCloseTo(0.5, 1);
    const added = momentsOf(b.map((value, i) => value - (a[i] ?? NaN) ** 2));
    expect(Math.abs(added.mean)).toBeLessThan(0.01);
    expect(Math.abs(added.deviation - 0.2)).toBeLessThan(0.01);
    expect(pair.mechanism(3)).toBe(9);
  });

  it('moves the mean of the cause and nothing else', () => {
    const pair = continuousPair({ mechanism: Math.sin });
    expect(pair).toMatchObject({ mean: 0, deviation: 2, noise: 1, transferSpan: 4 });
    const stream = new RandomStream(3);
    const means = Array.from({ length: 2000 }, () => pair.transfer(stream).mean);
    expect(Math.min(...means)).toBeGreaterThanOrEqual(-4);
    expect(Math.max(...means)).toBeLessThan(4);
    // Uniform: the deviation is the width by the root of 12.
    expect(momentsOf(Float64Array.from(means)).deviation).toBeCloseTo(8 / Math.sqrt(12), 1);
    const moved = pair.transfer(stream);
    const { a, b } = moved.sample(20_000, stream);
    expect(Math.abs(momentsOf(a).mean - moved.mean)).toBeLessThan(0.06);
    expect(Math.abs(momentsOf(a).deviation - 2)).toBeLessThan(0.05);
    const added = momentsOf(b.map((value, i) => value - Math.sin(a[i] ?? NaN)));
    expect(Math.abs(added.mean)).toBeLessThan(0.03);
    expect(Math.abs(added.deviation - 1)).toBeLessThan(0.03);
    expect(continuousPair({ mechanism: Math.sin, transferSpan: 0 }).transfer(stream).mean).toBe(0);
  });

  it('repeats with the same seed', () => {
    const pair = continuousPair({ mechanism: Math.sin });
    expect(pair.sampleTraining(5, new RandomStream(1))).toEqual(
      pair.sampleTraining(5, new RandomStream(1)),
    );
  });

  it('refuses impossible numbers', () => {
    const mechanism = Math.sin;
    expect(() => continuousPair({ mechanism, mean: NaN })).toThrow(failure('ERR_ARGUMENT', 'mean'));
    expect(() => continuousPair({ mechanism, deviation: 0 })).toThrow(
      failure('ERR_ARGUMENT', 'deviation'),
    );
    expect(() => continuousPair({ mechanism, noise: -1 })).toThrow(
      failure('ERR_ARGUMENT', 'noise'),
    );
    expect(() => continuousPair({ mechanism, transferSpan: -1 })).toThrow(
      failure('ERR_ARGUMENT', 'transferSpan must be a finite number of at least 0, got -1'),
    );
    expect(() => continuousPair({ mechanism }).sampleTraining(-1, new RandomStream(1))).toThrow(
      /n must/,
    );
    expect(() =>
      continuousPair({ mechanism }).transfer(new RandomStream(1)).sample(0.5, new RandomStream(1)),
    ).toThrow(/n must/);
  });
});

describe('checks of numbers', () => {
  it('say what was expected', () => {
    expect(() => checkReal('pair', 'slope', -3)).not.toThrow();
    expect(() => checkReal('pair', 'slope', Infinity)).toThrow(
      'pair: slope must be a finite number, got Infinity',
    );
    expect(() => checkPositive('pair', 'noise', 0.1)).not.toThrow();
    expect(() => checkPositive('pair', 'noise', Infinity)).toThrow(/above 0, got Infinity/);
  });
});
