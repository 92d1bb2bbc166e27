import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkReal, checkSample } from './continuousPair.ts';
import type { RealPairs } from './continuousPair.ts';

/** Options of {@link gaussianVectorPair}. */
export interface GaussianVectorPairOptions {
  /** The number of components of each variable. Default: 10. */
  readonly dimensions?: number;
  /** How far each component of the cause's mean moves at most in an intervention. Default: 4. */
  readonly transferSpan?: number;
  /** Where the parameters are drawn from. */
  readonly stream: RandomStream;
}

/** A pair of vectors after an intervention on its cause. */
export interface VectorTransfer {
  /** The new mean of the cause. */
  readonly mean: Float64Array;
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns Samples after the intervention, component by component, then sample by sample.
   */
  sample(n: number, stream: RandomStream): RealPairs;
}

/** Two vectors of which one causes the other: `A = mean + L z`, `B = W A + c + M z'` with standard normal `z` and `z'`. */
export interface GaussianVectorPair {
  /** The number of components d of each. */
  readonly dimensions: number;
  /** The mean of the cause before any intervention: zeros. */
  readonly mean: Float64Array;
  /** L, lower triangular, row by row: the covariance of the cause is `L L^T`. */
  readonly factor: Float64Array;
  /** W, row by row: one row per component of the effect. */
  readonly weights: Float64Array;
  /** c: the mean of the effect where the cause is 0. */
  readonly intercept: Float64Array;
  /** M, lower triangular, row by row: the covariance of what is added to the effect is `M M^T`. */
  readonly noiseFactor: Float64Array;
  /**
   * @param n - The number of samples.
   * @param stream - Where they are drawn from.
   * @returns Samples before any intervention: `a[i * d + k]` is component k of the cause in sample i.
   */
  sampleTraining(n: number, stream: RandomStream): RealPairs;
  /**
   * Intervenes on the cause: each component of its mean moves, and nothing else changes.
   *
   * @param stream - Where the new mean is drawn from.
   * @returns The pair after the intervention.
   */
  transfer(stream: RandomStream): VectorTransfer;
}

/**
 * Draws a linear Gaussian pair of vectors. Triangular factors have a diagonal in [0.5, 1.5) and normal entries of variance 1/d below
 * it; weights are normal with variance 1/d, intercepts uniform in [-2, 2).
 *
 * @param options - Sizes and stream.
 * @returns The pair.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { gaussianVectorPair } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = gaussianVectorPair({ dimensions: 3, stream: new RandomStream(1) });
 * console.log(pair.sampleTraining(5, new RandomStream(2)).b.length); // 15
 * ```
 */
export function gaussianVectorPair(options: GaussianVectorPairOptions): GaussianVectorPair {
  const owner = 'gaussianVectorPair';
  const { dimensions: d = 10, transferSpan = 4, stream } = checkOptions(owner, options);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkCount(owner, 'dimensions', d, { most: 4096 });
  checkReal(owner, 'transferSpan', transferSpan, 0);
  const factor = randomFactor(d, stream);
  const weights = Float64Array.from({ length: d * d }, () => stream.normal(0, 1 / Math.sqrt(d)));
  const intercept = Float64Array.from({ length: d }, () => stream.uniform(-2, 2));
  const noiseFactor = randomFactor(d, stream);
  const draw = (n: number, centre: Float64Array, source: RandomStream): RealPairs => {
    checkSample(n, d, source);
    const a = new Float64Array(n * d);
    const b = new Float64Array(n * d);
    const z = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      const cause = a.subarray(i * d, (i + 1) * d);
      const effect = b.subarray(i * d, (i + 1) * d);
      for (let k = 0; k < d; k++) z[k] = source.normal();
      cause.set(centre);
      addProduct(cause, factor, z);
      for (let k = 0; k < d; k++) z[k] = source.normal();
      effect.set(intercept);
      addProduct(effect, weights, cause);
      addProduct(effect, noiseFactor, z);
    }
    return { a, b };
  };
  const mean = new Float64Array(d);
  return {
    dimensions: d,
    mean,
    factor,
    weights,
    intercept,
    noiseFactor,
    sampleTraining: (n, source) => draw(n, mean, source),
    transfer: (source) => {
      checkInstance('transfer', 'stream', source, RandomStream);
      const moved = mean.map((value) => value + source.uniform(-transferSpan, transferSpan));
      return { mean: moved, sample: (n, drawn) => draw(n, moved, drawn) };
    },
  };
}

function randomFactor(d: number, stream: RandomStream): Float64Array {
  return Float64Array.from({ length: d * d }, (_, place) => {
    const row = Math.floor(place / d);
    const column = place % d;
    if (column > row) return 0;
    return row === column ? stream.uniform(0.5, 1.5) : stream.normal(0, 1 / Math.sqrt(d));
  });
}

/** Adds a matrix times a vector. */
function addProduct(out: Float64Array, matrix: Float64Array, vector: Float64Array): void {
  const d = vector.length;
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += (matrix[row * d + k] ?? 0) * (vector[k] ?? 0);
    out[row] = (out[row] ?? 0) + sum;
  }
}
