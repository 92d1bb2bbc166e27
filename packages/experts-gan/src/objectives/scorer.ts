import type * as tf from '@tensorflow/tfjs';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { Reading } from '../networks/otherSizes.ts';

/** What scores images: high for those that look canonical. The part of an objective that a model keeps. */
export interface Scorer {
  /** Names its parameters in checkpoints and its layers in saved models, such as `discriminator`. */
  readonly name: string;
  /** Whether it learns while experts compete; one that does not stays as it is from the start of the competition. */
  readonly learnsAlong: boolean;
  /** Whether its scores are logits, or numbers of another scale, such as nats. */
  readonly scale: 'logit' | 'number';
  /** Its parameters: what is saved, averaged and restored; of length 0 where it has none. */
  readonly parameters: ParameterVector;
  /**
   * Scores images at once.
   *
   * @param images - `[n, height, width, c]`; not disposed.
   * @param reading - What is seen of images of another size. Default: they are of the size of the training.
   * @returns One score per image `[n]`; the caller disposes of it.
   */
  scores(images: tf.Tensor4D, reading?: Reading): tf.Tensor1D;
  /** @returns The scorer as it is now, which stays as it is while the scorer learns on; the caller disposes of it. */
  snapshot(): ScorerSnapshot;
  /** @returns The scorer as stock layers, or `null` where it cannot be written as such. */
  layers(): ScorerLayers | null;
  /** Disposes of its tensors. */
  dispose(): void;
}

/** A scorer at one moment, for work that gives turns to others. */
export interface ScorerSnapshot {
  /**
   * Scores images, with turns for the event loop.
   *
   * @param images - `[n, height, width, c]`; not disposed.
   * @param pause - Gives the event loop its turn between pieces.
   * @param reading - What is seen of images of another size. Default: they are of the size of the training.
   * @returns One score per image `[n]`; the caller disposes of it.
   */
  scores(images: tf.Tensor4D, pause: () => Promise<void>, reading?: Reading): Promise<tf.Tensor1D>;
  /** Disposes of its tensors. */
  dispose(): void;
}

/** A scorer as stock layers, which are made once and applied to any number of images. */
export interface ScorerLayers {
  /** Image in, score `[n, 1]` out. */
  readonly apply: (image: tf.SymbolicTensor) => tf.SymbolicTensor;
  /** The weights of each layer, by its name; owned by the caller. */
  readonly weights: readonly (readonly [layer: string, weights: tf.Tensor[]])[];
}
