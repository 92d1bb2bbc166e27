import { checkArray, checkOptions, ShapeError } from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../belief/checkChoice.ts';
import { checkPairs } from './columns.ts';
import type { PairColumns } from './columns.ts';
import { conjugateHypotheses } from './conjugate/conjugateHypotheses.ts';
import type { ConjugateHypothesesOptions } from './conjugate/conjugateHypotheses.ts';

/** Options of {@link continuousDeltas}. */
export interface ContinuousDeltasOptions extends ConjugateHypothesesOptions {
  /** Whether likelihoods are those of a whole transfer set, or per pair. Default: `sum`. */
  readonly likelihood?: 'mean' | 'sum';
}

/** What {@link continuousDeltas} finds. */
export interface ContinuousDeltas {
  /** `log L(A->B) - log L(B->A)` of each transfer, in nats. */
  readonly deltas: Float64Array;
  /** The log-likelihood of each transfer under `A->B`. */
  readonly forward: Float64Array;
  /** The same under `B->A`. */
  readonly backward: Float64Array;
  /** Delta per pair where nothing has changed: far from 0 the model class itself prefers a direction. */
  readonly baseline: number;
}

/**
 * How much better `A->B` adapts than `B->A`, for each of several changes of two numeric variables.
 *
 * @param training - Pairs from before anything changed, at least 20.
 * @param transfers - One set of at least 2 pairs per change.
 * @param options - What mechanisms are, and whether likelihoods are summed.
 * @returns One Delta per transfer.
 * @throws ShapeError when there is no transfer, columns differ in length or are too short; ValuesError for values that are not finite, or a
 * training column that is constant; ArgumentError for an impossible option.
 *
 * @example
 * ```ts
 * import { continuousDeltas } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const drawn = (mean: number) => {
 *   const a = Float64Array.from({ length: 500 }, () => stream.normal(mean, 2));
 *   return { a, b: a.map((value) => value + 3 * Math.sin(value) + stream.normal()) };
 * };
 * const { deltas } = continuousDeltas(drawn(0), [drawn(3), drawn(-2)]);
 * console.log(deltas.every((delta) => delta > 0)); // true
 * ```
 */
export function continuousDeltas(
  training: PairColumns,
  transfers: readonly PairColumns[],
  options: ContinuousDeltasOptions = {},
): ContinuousDeltas {
  const { likelihood = 'sum', ...chosen } = checkOptions('continuousDeltas', options);
  checkPairs('continuousDeltas', 'training', training, 20);
  checkArray('continuousDeltas', 'transfers', transfers).forEach((transfer, i) => {
    checkPairs('continuousDeltas', `transfers[${i}]`, transfer, 2);
  });
  if (transfers.length === 0) {
    throw new ShapeError(
      'continuousDeltas: transfers must have at least one set of pairs, got none',
    );
  }
  checkChoice('continuousDeltas', 'likelihood', likelihood, ['mean', 'sum']);
  const hypotheses = conjugateHypotheses(training, chosen);
  const scores = transfers.map((transfer) => {
    const { forward, backward } = hypotheses.score(transfer);
    const by = likelihood === 'mean' ? transfer.a.length : 1;
    return { forward: forward / by, backward: backward / by };
  });
  return {
    deltas: Float64Array.from(scores, ({ forward, backward }) => forward - backward),
    forward: Float64Array.from(scores, ({ forward }) => forward),
    backward: Float64Array.from(scores, ({ backward }) => backward),
    baseline: hypotheses.baseline,
  };
}
