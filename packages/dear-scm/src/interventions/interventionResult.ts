import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor } from '@tensorflow/tfjs';

/** Values by the names of factors, in the factors' units: one for all observations, or one per observation. */
export type FactorTargets = Readonly<Record<string, number | ArrayLike<number>>>;

/** Something about an intervention that its user should know. */
export interface InterventionWarning {
  /**
   * `outside-labels`: a value beyond the labels seen in training; under cross entropy it stands for the end of their range.
   * `outside-map`: a latent beyond the breakpoints of the prior's map, where it only goes straight on.
   */
  readonly kind: 'outside-labels' | 'outside-map';
  /** The factor's name. */
  readonly factor: string;
  /** In words, with numbers. */
  readonly message: string;
}

/** The state of factors for a number of observations. */
export interface FactorState {
  /** `[n, latentWidth]` row by row. */
  readonly latents: Float64Array;
  /** `[n, factors]` row by row, in the factors' units as the scaling of labels has them; a probability where a factor is binary. */
  readonly values: Float64Array;
}

/** What came of setting factors. */
export interface InterventionResult {
  /**
   * `intervention`: effects followed their causes. `traversal`: all else was held. `conditional`: drawn given the values, which says something
   * about causes too.
   */
  readonly kind: 'intervention' | 'traversal' | 'conditional';
  /** The names of the factors, in the order of the columns. */
  readonly factorNames: readonly string[];
  /** The factors as they were; of conditional draws, what the same noise gives without conditions. */
  readonly before: FactorState;
  /** The factors as they are in `observations`. */
  readonly after: FactorState;
  /** `[n, ...shape]`; the caller disposes of them. */
  readonly observations: Tensor;
  /** What its user should know; usually empty. */
  readonly warnings: readonly InterventionWarning[];
}

/** Settings of interventions. */
export interface InterventionOptions {
  /** Where noise inside the generator is drawn from. Default: none, so that nothing differs but what follows from the intervention. */
  readonly noise?: RandomStream;
}
