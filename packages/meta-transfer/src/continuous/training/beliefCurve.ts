import { checkNumber, checkOptions, sigmoid } from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../belief/checkChoice.ts';
import { costRegretGradient } from '../../belief/costRegret.ts';
import { checkDeltas } from '../../belief/expectedRatio.ts';
import { regretGradient } from '../../belief/regret.ts';
import { createScalarOptimiser } from '../../belief/scalarOptimiser.ts';

/** Options of {@link beliefCurve}. */
export interface BeliefCurveOptions {
  /** What the belief descends: the mixture of likelihoods, or that of costs. Default: `likelihoods`. */
  readonly cost?: 'likelihoods' | 'costs';
  /** Step size of Adam. Default: 0.1. */
  readonly learningRate?: number;
}

/**
 * The belief in `A->B` over a list of episodes, as `trainContinuousDirection` moves it. A Delta does not depend on the belief: what the other mixture or
 * another step size would have done follows from the Deltas of one run.
 *
 * @param deltas - `log L(A->B) - log L(B->A)` of every episode, in nats.
 * @param options - How the belief moves.
 * @returns The belief after every episode, in [0, 1].
 * @throws ValuesError when there is no episode, or a Delta is not finite; ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { beliefCurve } from '@causal-mechanisms/meta-transfer';
 *
 * const beliefs = beliefCurve([2, 2, 2]);
 * console.log(Array.from(beliefs, (belief) => belief.toFixed(3))); // [ '0.525', '0.550', '0.574' ]
 * ```
 */
export function beliefCurve(
  deltas: ArrayLike<number>,
  options: BeliefCurveOptions = {},
): Float64Array {
  const { cost = 'likelihoods', learningRate = 0.1 } = checkOptions('beliefCurve', options);
  checkDeltas('beliefCurve', deltas);
  checkNumber('beliefCurve', 'learningRate', learningRate, { above: 0 });
  checkChoice('beliefCurve', 'cost', cost, ['likelihoods', 'costs']);
  const optimiser = createScalarOptimiser({ kind: 'adam', learningRate });
  let gamma = 0;
  return Float64Array.from(deltas, (delta) => {
    const gradient =
      cost === 'likelihoods' ? regretGradient(gamma, delta) : costRegretGradient(gamma, -delta);
    gamma = optimiser.update(gamma, gradient);
    return sigmoid(gamma);
  });
}
