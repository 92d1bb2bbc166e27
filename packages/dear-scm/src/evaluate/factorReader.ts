import type * as tf from '@tensorflow/tfjs';
import type { Factor } from '@causal-mechanisms/datasets';

/** What reads factors off observations, in their units, such as a `DearModel`. */
export interface FactorReader {
  /** The shape of an observation. */
  readonly observationShape: readonly number[];
  /** The factors that it reads, in their order. */
  readonly factors: readonly Factor[];
  /**
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, factors]` row by row; of a binary factor the probability of 1.
   */
  factorValues(observations: tf.Tensor): Promise<Float64Array>;
}
