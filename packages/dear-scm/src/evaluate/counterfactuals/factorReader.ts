import type { Tensor } from '@tensorflow/tfjs';

/** What reads factors off observations, in their units: a trained regressor, a model with an encoder, or a function of the caller. */
export interface FactorReader {
  /** The factors that it reads, in the order of its columns. */
  readonly factorNames: readonly string[];
  /**
   * @param observations - `[n, ...shape]`; not disposed.
   * @returns `[n, factors]` row by row.
   */
  factorValues(observations: Tensor): Promise<Float64Array>;
}
