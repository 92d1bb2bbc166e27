import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';

/** Samples of two real variables. */
export interface RealPairs {
  /** The cause in each sample. */
  readonly a: Float64Array;
  /** The effect in each sample. */
  readonly b: Float64Array;
}

/** A pair after an intervention on its cause. */
export interface PairTransfer {
  /** The new mean of the cause. */
  readonly mean: number;
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns Samples after the intervention.
   */
  sample(n: number, stream: RandomStream): RealPairs;
}

/** Two real variables of which one causes the other: `A ~ N(mean, deviation^2)`, `B = f(A) + N(0, noise^2)`. */
export interface ContinuousPair {
  /** The mean of the cause before any intervention. */
  readonly mean: number;
  /** The standard deviation of the cause, also after an intervention. */
  readonly deviation: number;
  /** The standard deviation of what is added to the effect. */
  readonly noise: number;
  /** How far the mean of the cause moves at most in an intervention. */
  readonly transferSpan: number;
  /** The mean of the effect, given the cause. */
  readonly mechanism: (a: number) => number;
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns Samples before any intervention.
   */
  sampleTraining(n: number, stream: RandomStream): RealPairs;
  /**
   * Intervenes on the cause: its mean moves by a uniform number in `[-transferSpan, transferSpan)`, and nothing else changes.
   *
   * @param stream - Where the new mean is drawn from.
   * @returns The pair after the intervention.
   */
  transfer(stream: RandomStream): PairTransfer;
}

/** What {@link continuousPair} makes a pair from. */
export interface ContinuousPairOptions {
  /** The mean of the effect, given the cause. */
  readonly mechanism: (a: number) => number;
  /** The mean of the cause. Default: 0. */
  readonly mean?: number;
  /** The standard deviation of the cause, above 0. Default: 2. */
  readonly deviation?: number;
  /** The standard deviation of what is added to the effect, above 0. Default: 1. */
  readonly noise?: number;
  /** How far the mean of the cause moves at most in an intervention, at least 0. Default: two deviations. */
  readonly transferSpan?: number;
}

/**
 * A cause and an effect with any mechanism.
 *
 * @param options - The mechanism and the distributions.
 * @returns The pair.
 * @throws ArgumentError when a number is not finite or not above 0.
 *
 * @example
 * ```ts
 * import { continuousPair } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = continuousPair({ mechanism: Math.sin, noise: 0.1 });
 * const stream = new RandomStream(1);
 * const { a, b } = pair.transfer(stream).sample(100, stream);
 * console.log(a.length, b.length); // 100 100
 * ```
 */
export function continuousPair(options: ContinuousPairOptions): ContinuousPair {
  const { mechanism, mean = 0, deviation = 2, noise = 1 } = checkOptions('continuousPair', options);
  const { transferSpan = 2 * deviation } = options;
  checkFunction('continuousPair', 'mechanism', mechanism);
  checkReal('continuousPair', 'mean', mean);
  checkPositive('continuousPair', 'deviation', deviation);
  checkPositive('continuousPair', 'noise', noise);
  checkReal('continuousPair', 'transferSpan', transferSpan, 0);
  const draw = (n: number, centre: number, stream: RandomStream): RealPairs => {
    checkSample(n, 1, stream);
    const a = new Float64Array(n);
    const b = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const cause = stream.normal(centre, deviation);
      a[i] = cause;
      b[i] = stream.normal(mechanism(cause), noise);
    }
    return { a, b };
  };
  return {
    mean,
    deviation,
    noise,
    transferSpan,
    mechanism,
    sampleTraining: (n, stream) => draw(n, mean, stream),
    transfer: (stream) => {
      checkInstance('transfer', 'stream', stream, RandomStream);
      const moved = mean + stream.uniform(-transferSpan, transferSpan);
      return { mean: moved, sample: (n, source) => draw(n, moved, source) };
    },
  };
}

/**
 * Checks what samples are asked for by.
 *
 * @param n - Should be a number of samples that fit into an array.
 * @param width - The numbers of each sample.
 * @param stream - Should be a stream.
 * @throws ArgumentError when one is not.
 */
export function checkSample(n: number, width: number, stream: RandomStream): void {
  checkCount('sample', 'n', n, { least: 0, most: Math.floor((2 ** 31 - 1) / width) });
  checkInstance('sample', 'stream', stream, RandomStream);
}

/**
 * Checks a real number.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - Should be finite and not below the least.
 * @param least - The smallest value allowed. Default: none.
 * @throws ArgumentError when it is not.
 */
export function checkReal(owner: string, name: string, value: number, least = -Infinity): void {
  if (Number.isFinite(value) && value >= least) return;
  const range = least === -Infinity ? '' : ` of at least ${least}`;
  throw new ArgumentError(
    `${owner}: ${name} must be a finite number${range}, got ${String(value)}`,
    {
      data: { name, value, least },
    },
  );
}

/**
 * Checks a number that must be above 0.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - Should be finite and above 0.
 * @throws ArgumentError when it is not.
 */
export function checkPositive(owner: string, name: string, value: number): void {
  if (typeof value === 'number' && value > 0 && value < Infinity) return;
  throw new ArgumentError(
    `${owner}: ${name} must be a finite number above 0, got ${String(value)}`,
    {
      data: { name, value },
    },
  );
}
