import type { Tensor } from '@tensorflow/tfjs';

/** What answers what an observation would have been like: a model with `do`. */
export interface CounterfactualModel {
  /**
   * @param observations - `[n, ...shape]`; not disposed.
   * @returns What the model makes of them when nothing is set, `[n, ...shape]`; the caller disposes of it.
   */
  reconstruct(observations: Tensor): Tensor;
  /**
   * @param observations - `[n, ...shape]`; not disposed.
   * @param targets - Values by the names of factors, in their units.
   * @returns What they would have been like, `[n, ...shape]`; the caller disposes of the tensor.
   */
  do(
    observations: Tensor,
    targets: Readonly<Record<string, number>>,
  ): Promise<{
    /** What they would have been like, `[n, ...shape]`. */
    readonly observations: Tensor;
  }>;
}
