import type { Tensor, Tensor2D } from '@tensorflow/tfjs';

/** What learned a representation of observations: what a downstream task, or a score, needs to know of a model. */
export interface Representation {
  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  readonly observationShape: readonly number[];
  /** The factors that the first coordinates stand for, in their order. */
  readonly factorNames: readonly string[];
  /** How many coordinates there are: at least as many as factors. */
  readonly latentWidth: number;
  /**
   * The mean of the encoder.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, latentWidth]`; the caller disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  encode(observations: Tensor): Tensor2D;
}
