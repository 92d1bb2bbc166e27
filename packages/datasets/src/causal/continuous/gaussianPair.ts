import { checkInstance, checkOptions, RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkReal, continuousPair } from './continuousPair.ts';
import type { ContinuousPair } from './continuousPair.ts';

/** Options of {@link gaussianPair}. */
export interface GaussianPairOptions {
  /** How much the effect moves with the cause. Default: of random sign, its size uniform in [0.5, 3). */
  readonly slope?: number;
  /** The mean of the effect where the cause is 0. Default: uniform in [-2, 2). */
  readonly intercept?: number;
  /** The mean of the cause. Default: 0. */
  readonly mean?: number;
  /** The standard deviation of the cause. Default: uniform in [0.5, 2). */
  readonly deviation?: number;
  /** The standard deviation of what is added to the effect. Default: uniform in [0.5, 2). */
  readonly noise?: number;
  /** How far the mean of the cause moves at most in an intervention. Default: two deviations. */
  readonly transferSpan?: number;
  /** Where the parameters are drawn from; it draws the same number of them whichever are given. */
  readonly stream: RandomStream;
}

/** A pair in which the effect is a linear function of the cause, plus noise. */
export interface GaussianPair extends ContinuousPair {
  /** How much the effect moves with the cause. */
  readonly slope: number;
  /** The mean of the effect where the cause is 0. */
  readonly intercept: number;
}

/**
 * Draws a linear Gaussian pair: `A ~ N(mean, deviation^2)`, `B = slope A + intercept + N(0, noise^2)`.
 *
 * @param options - Fixed parameters, and the stream for the others.
 * @returns The pair.
 * @throws ArgumentError when a parameter is not finite, or a deviation not above 0.
 *
 * @example
 * ```ts
 * import { gaussianPair } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = gaussianPair({ slope: 2, intercept: 1, stream: new RandomStream(1) });
 * console.log(pair.mechanism(3)); // 7
 * ```
 */
export function gaussianPair(options: GaussianPairOptions): GaussianPair {
  const { stream } = checkOptions('gaussianPair', options);
  checkInstance('gaussianPair', 'stream', stream, RandomStream);
  const size = stream.uniform(0.5, 3);
  const sign = stream.uniform() < 0.5 ? -1 : 1;
  const drawn = {
    intercept: stream.uniform(-2, 2),
    deviation: stream.uniform(0.5, 2),
    noise: stream.uniform(0.5, 2),
  };
  const { slope = sign * size, intercept = drawn.intercept } = options;
  const { mean, deviation = drawn.deviation, noise = drawn.noise, transferSpan } = options;
  checkReal('gaussianPair', 'slope', slope);
  checkReal('gaussianPair', 'intercept', intercept);
  const pair = continuousPair({
    mechanism: (a) => slope * a + intercept,
    deviation,
    noise,
    ...(mean === undefined ? {} : { mean }),
    ...(transferSpan === undefined ? {} : { transferSpan }),
  });
  return { ...pair, slope, intercept };
}
