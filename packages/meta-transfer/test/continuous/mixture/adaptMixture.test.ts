import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { adaptMixture } from '../../../src/continuous/mixture/adaptMixture.ts';
import { mixtureLogLikelihood } from '../../../src/continuous/mixture/gaussianMixture.ts';

const normal = (mean: number, deviation = 1) => ({
  weights: Float64Array.of(1),
  means: Float64Array.of(mean),
  deviations: Float64Array.of(deviation),
});

describe('adaptMixture', () => {
  it('scores, then learns, by hand', () => {
    // After the first batch (3, 5): mean (2 * 0 + 8) / 4 = 2; second moment (2 * 1 + 9 + 25) / 4 = 9; variance 5.
    const values = Float64Array.of(3, 5, 2, 4);
    const expected =
      mixtureLogLikelihood(normal(0), [3, 5]) +
      mixtureLogLikelihood(normal(2, Math.sqrt(5)), [2, 4]);
    const options = { memory: 2, batches: 2, leastVariance: 1e-6 };
    expect(adaptMixture(normal(0), values, options)).toBeCloseTo(expected, 10);
  });

  it('remembers what it learned of earlier batches', () => {
    const values = Float64Array.of(3, 5, 2, 4, 1, 0);
    // All four values and the two of memory: mean 14 / 6, second moment (2 + 9 + 25 + 4 + 16) / 6.
    const mean = 14 / 6;
    const third = normal(mean, Math.sqrt(56 / 6 - mean * mean));
    const expected =
      mixtureLogLikelihood(normal(0), [3, 5]) +
      mixtureLogLikelihood(normal(2, Math.sqrt(5)), [2, 4]) +
      mixtureLogLikelihood(third, [1, 0]);
    const options = { memory: 2, batches: 3, leastVariance: 1e-6 };
    expect(adaptMixture(normal(0), values, options)).toBeCloseTo(expected, 10);
  });

  it('scores one batch as it is, and changes nothing that it was given', () => {
    const start = normal(1);
    const options = { memory: 10, batches: 1, leastVariance: 1e-6 };
    expect(adaptMixture(start, Float64Array.of(0, 1), options)).toBeCloseTo(
      mixtureLogLikelihood(start, [0, 1]),
      12,
    );
    adaptMixture(start, Float64Array.of(7, 8), { ...options, batches: 2 });
    expect(start).toEqual(normal(1));
  });

  it('gains on values that have moved, and more with a shorter memory', () => {
    const stream = new RandomStream(2);
    const values = Float64Array.from({ length: 500 }, () => stream.normal(4));
    const start = {
      weights: Float64Array.of(0.5, 0.5),
      means: Float64Array.of(-1, 1),
      deviations: Float64Array.of(1, 1),
    };
    const options = { batches: 10, leastVariance: 1e-4 };
    const short = adaptMixture(start, values, { ...options, memory: 50 });
    const long = adaptMixture(start, values, { ...options, memory: 5000 });
    expect(short).toBeGreaterThan(long + 100);
    expect(long).toBeGreaterThan(mixtureLogLikelihood(start, values));
  });
});
