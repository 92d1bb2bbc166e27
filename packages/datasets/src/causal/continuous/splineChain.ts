import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkPositive, checkReal, checkSample } from './continuousPair.ts';
import { randomSpline } from './splinePair.ts';
import type { SplineMechanism, SplinePairOptions } from './splinePair.ts';

/** Options of {@link splineChain}. */
export interface SplineChainOptions extends SplinePairOptions {
  /** The number of variables, at least 2. Default: 3. */
  readonly variables?: number;
}

/** A chain after an intervention on its first variable. */
export interface ChainTransfer {
  /** The new mean of the first variable. */
  readonly mean: number;
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns One column per variable.
   */
  sample(n: number, stream: RandomStream): Float64Array[];
}

/** Real variables each of which causes the next one. */
export interface SplineChain {
  /** How each variable but the first depends on the one before it. */
  readonly mechanisms: readonly SplineMechanism[];
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns One column per variable, before any intervention.
   */
  sampleTraining(n: number, stream: RandomStream): Float64Array[];
  /**
   * Intervenes on the first variable: its mean moves, and nothing else changes.
   *
   * @param stream - Where the new mean is drawn from.
   * @returns The chain after the intervention.
   */
  transfer(stream: RandomStream): ChainTransfer;
}

/**
 * Draws a chain of variables with splines as mechanisms: the first is normal, each other one is a spline of the one before it plus noise.
 *
 * @param options - As those of `splinePair`, and the number of variables.
 * @returns The chain.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { splineChain } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const chain = splineChain({ stream: new RandomStream(1) });
 * console.log(chain.sampleTraining(50, new RandomStream(2)).length); // 3
 * ```
 */
export function splineChain(options: SplineChainOptions): SplineChain {
  const { variables = 3, deviation = 2, noise = 1 } = checkOptions('splineChain', options);
  const { transferSpan = 2 * deviation } = options;
  checkPositive('splineChain', 'deviation', deviation);
  checkCount('splineChain', 'variables', variables, { least: 2, most: 10_000 });
  checkPositive('splineChain', 'noise', noise);
  checkReal('splineChain', 'transferSpan', transferSpan, 0);
  const mechanisms = Array.from({ length: variables - 1 }, () => randomSpline(options));
  const draw = (n: number, mean: number, stream: RandomStream): Float64Array[] => {
    checkSample(n, 1, stream);
    const first = Float64Array.from({ length: n }, () => stream.normal(mean, deviation));
    const columns = [first];
    let before = first;
    for (const { mechanism } of mechanisms) {
      before = before.map((value) => stream.normal(mechanism(value), noise));
      columns.push(before);
    }
    return columns;
  };
  return {
    mechanisms,
    sampleTraining: (n, stream) => draw(n, 0, stream),
    transfer: (stream) => {
      checkInstance('transfer', 'stream', stream, RandomStream);
      const mean = stream.uniform(-transferSpan, transferSpan);
      return { mean, sample: (n, source) => draw(n, mean, source) };
    },
  };
}
