import { ConjugateRegression } from '../../continuous/conjugate/conjugateRegression.ts';
import type { Bumps } from './bumps.ts';
import { conditionalGradient } from './conditionalGradient.ts';
import type { ConditionalGradient } from './conditionalGradient.ts';
import type { GradientOrder, ScoredBatch, TrainedMechanism } from './scoredBatch.ts';

/** The mean log-likelihood of an effect given its cause while the mechanism adapts. */
export interface ConditionalTerm {
  /** In nats per point. */
  readonly value: number;
  /**
   * @param order - First: each batch's mechanism is held as it is. Second: the derivative goes through all that it learned, which is
   * exact.
   * @returns The derivative of the value by every code.
   */
  gradient(order: GradientOrder): ConditionalGradient;
}

/** Of the noise, where codes reach over at least one unit. */
const PRIOR_RATE = 1e-3;

/**
 * @param cause - Training codes of the cause.
 * @param effect - Those of the effect.
 * @param bumps - What the mean is made of.
 * @returns The mechanism: a regression in closed form.
 */
export function trainedMechanism(
  cause: Float64Array,
  effect: Float64Array,
  bumps: Bumps,
): TrainedMechanism {
  // Small units have a smaller prior of the noise: with that of larger ones they would give another answer.
  const priorRate = PRIOR_RATE * Math.min(1, bumps.high ** 2);
  const regression = new ConjugateRegression({ features: bumps, priorRate });
  regression.learn(cause, effect);
  const { noiseVariance } = regression.fit();
  return { regression, noiseVariance, bumps, training: { cause, effect } };
}

/**
 * Scores a transfer set batch by batch: each batch under what was learned before it, then it is learned. The training data count as
 * much as one batch.
 *
 * @param mechanism - As it was learned on training data; not changed.
 * @param cause - Codes of the cause in the transfer set.
 * @param effect - Those of the effect.
 * @param batches - How many; points that are left over are not scored.
 * @returns The term.
 */
export function conditionalTerm(
  mechanism: TrainedMechanism,
  cause: Float64Array,
  effect: Float64Array,
  batches: number,
): ConditionalTerm {
  const size = Math.floor(cause.length / batches);
  const scored: ScoredBatch[] = [];
  let regression = mechanism.regression.clone();
  regression.discount(size);
  let total = 0;
  for (let k = 0; k < batches; k++) {
    const batch = {
      cause: cause.subarray(k * size, (k + 1) * size),
      effect: effect.subarray(k * size, (k + 1) * size),
      regression,
    };
    total += regression.logLikelihood(batch.cause, batch.effect, mechanism.noiseVariance);
    scored.push(batch);
    // The last batch changes nothing any more.
    if (k + 1 === batches) break;
    regression = regression.clone();
    regression.learn(batch.cause, batch.effect);
  }
  return {
    value: total / (size * batches),
    gradient: (order) => conditionalGradient(mechanism, scored, { points: cause.length, order }),
  };
}
