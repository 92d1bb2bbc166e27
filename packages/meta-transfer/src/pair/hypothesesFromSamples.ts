import type { PairSamples } from '@causal-mechanisms/datasets';
import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkPairSamples } from './checkPairs.ts';
import { hypothesesOfJoint } from './tabularHypotheses.ts';
import type { TabularHypotheses } from './tabularHypotheses.ts';

/** Options of {@link hypothesesFromSamples}. */
export interface HypothesesFromSamplesOptions {
  /** The numbers of categories of A and of B. */
  readonly categories: readonly [number, number];
  /**
   * What is added to the count of every pair before both factorisations are made; 0 leaves pairs that were not seen at probability
   * 0, and adaptation refuses data that hold one. Default: 0.5.
   */
  readonly smoothing?: number;
}

/**
 * Counts how often each pair occurs.
 *
 * @param samples - The pairs.
 * @param categories - The numbers of categories of A and of B.
 * @returns The counts `[categories of A, categories of B]`.
 * @throws ShapeError when the columns differ in length; ValuesError when a category is out of range.
 *
 * @example
 * ```ts
 * import { pairCounts } from '@causal-mechanisms/meta-transfer';
 *
 * const samples = { a: Uint8Array.of(0, 0, 1), b: Uint8Array.of(1, 1, 0) };
 * console.log(pairCounts(samples, [2, 2])); // Float64Array(4) [ 0, 2, 1, 0 ]
 * ```
 */
export function pairCounts(
  samples: PairSamples,
  categories: readonly [number, number],
): Float64Array {
  checkPairSamples('pairCounts', samples, categories);
  const { a, b } = samples;
  const counts = new Float64Array(categories[0] * categories[1]);
  for (let i = 0; i < a.length; i++) {
    const at = (a[i] ?? NaN) * categories[1] + (b[i] ?? NaN);
    counts[at] = (counts[at] ?? NaN) + 1;
  }
  return counts;
}

/**
 * Both hypotheses about two variables, estimated from samples of the undisturbed system. The joint distribution is smoothed, then
 * factorised both ways, so that both hypotheses start from the same one.
 *
 * @param samples - Pairs that were drawn before any intervention.
 * @param options - Numbers of categories, smoothing.
 * @returns The two factorisations.
 * @throws ShapeError when the columns differ in length; ValuesError when there is no pair or a category is out of range; ArgumentError when
 * the smoothing is not finite and at least 0, or a variable has fewer than 2 or more than 256 categories.
 *
 * @example
 * ```ts
 * import { hypothesesFromSamples } from '@causal-mechanisms/meta-transfer';
 *
 * const samples = { a: Uint8Array.of(0, 0, 1), b: Uint8Array.of(1, 1, 0) };
 * const { forward } = hypothesesFromSamples(samples, { categories: [2, 2] });
 * console.log(forward.marginal); // Float64Array(2) [ 0.6, 0.4 ]
 * ```
 */
export function hypothesesFromSamples(
  samples: PairSamples,
  options: HypothesesFromSamplesOptions,
): TabularHypotheses {
  const owner = 'hypothesesFromSamples';
  const { categories, smoothing = 0.5 } = checkOptions(owner, options);
  if (!(Number.isFinite(smoothing) && smoothing >= 0)) {
    throw new ArgumentError(
      `${owner}: smoothing must be finite and at least 0, got ${String(smoothing)}`,
      {
        data: { smoothing },
      },
    );
  }
  checkPairSamples(owner, samples, categories, { least: 1 });
  const counts = pairCounts(samples, categories);
  return hypothesesOfJoint(
    counts.map((count) => count + smoothing),
    categories,
  );
}
