import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { gaussianMixture } from '../../../src/continuous/mixture/gaussianMixture.ts';
import { refittedLogLikelihood } from '../../../src/continuous/mixture/refittedLogLikelihood.ts';

describe('refittedLogLikelihood', () => {
  const stream = new RandomStream(1);
  const values = Float64Array.from({ length: 200 }, (_, i) => stream.normal(i % 2 === 0 ? -4 : 4));

  it('is that of the mixture of greatest likelihood', () => {
    const best = gaussianMixture(values, { components: 2 }).logLikelihoods.at(-1) ?? NaN;
    expect(refittedLogLikelihood(values, 2)).toBeCloseTo(best, 2);
    expect(refittedLogLikelihood(values, 1)).toBeLessThan(best - 0.3);
  });

  it('has a component per 10 values at most, and always one', () => {
    const few = values.subarray(0, 15);
    expect(refittedLogLikelihood(few, 10)).toBe(refittedLogLikelihood(few, 1));
    expect(Number.isFinite(refittedLogLikelihood(values.subarray(0, 2), 10))).toBe(true);
  });
});
