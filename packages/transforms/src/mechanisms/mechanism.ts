import type { Tensor4D } from '@tensorflow/tfjs';
import type { JsonObject, RandomStream } from '@causal-mechanisms/tensor-utils';

/** A causal mechanism on images: one way in which a picture can come to look different. */
export interface Mechanism {
  /** A short name for tables, such as `shift up 4`. */
  readonly name: string;
  /** The kind and its parameters: plain JSON from which the mechanism can be made again. */
  readonly definition: JsonObject;
  /**
   * True when `apply` never draws from its stream, so that many images may share one call without changing what each
   * of them becomes. Default: false, which is safe but slower where every image has a stream of its own.
   */
  readonly deterministic?: boolean;
  /**
   * Applies the mechanism.
   *
   * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @param stream - Randomness, drawn from by noisy mechanisms only.
   * @returns Images of the same shape in [0, 1]; the caller disposes of them.
   */
  apply(images: Tensor4D, stream: RandomStream): Tensor4D;
  /**
   * The true inverse, where there is one: exact for images that lose nothing at the border.
   *
   * @param images - `[n, height, width, channels]`; not disposed.
   * @returns Images of the same shape; the caller disposes of them.
   */
  readonly invert?: (images: Tensor4D) => Tensor4D;
}
