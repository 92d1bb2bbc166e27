import type { ConjugateRegression } from '../../continuous/conjugate/conjugateRegression.ts';
import type { Bumps } from './bumps.ts';

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

/** Whether gradients go through adaptation. */
export type GradientOrder = 'first' | 'second';
