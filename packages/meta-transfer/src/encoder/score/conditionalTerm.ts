import { ConjugateRegression } from '../../continuous/conjugate/conjugateRegression.ts';
import type { Bumps } from './bumps.ts';
import { conditionalGradient } from './conditionalGradient.ts';
import type { ConditionalGradient } from './conditionalGradient.ts';

/** Codes of a cause and of its effect. */
export interface CausePair {
  readonly cause: Float64Array;
  readonly effect: Float64Array;
}

/** A mechanism as it was learned on training data. */
export interface TrainedMechanism {
  /** What it knows. */
  readonly regression: ConjugateRegression;
  /** The variance of its noise, which does not adapt. */
  readonly noiseVariance: number;
  /** What its mean is made of. */
  readonly bumps: Bumps;
  /** What it learned from. */
  readonly training: CausePair;
}

/** A batch with the mechanism that it was scored under. */
export interface ScoredBatch extends CausePair {
  /** The mechanism, before it learned the batch. */
  readonly regression: ConjugateRegression;
}

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

/** Whether gradients go through adaptation. */
export type GradientOrder = 'first' | 'second';

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
  const regression = new ConjugateRegression({ features: bumps });
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
