import type * as tf from '@tensorflow/tfjs';
import type { RunState, Scalars } from '@causal-mechanisms/tensor-utils';
import type { Scorer } from './scorer.ts';

/** What the competition is about: a scorer, how it learns, and what winners make of its scores. */
export interface Objective {
  /** What scores; disposed of by the model that holds it. */
  readonly scorer: Scorer;
  /** What a winner minimises, as a function of the score of its output, where {@link ScoredOutputs} name no other. */
  readonly winnerLoss: ScoreLoss;
  /**
   * Scores the outputs of all experts and keeps what an update needs.
   *
   * @param canonical - `[m, height, width, c]`; not disposed, and kept by the caller until the result is disposed of.
   * @param outputs - `[experts * n, height, width, c]`, one expert after the other; likewise.
   * @param pause - Gives the event loop its turn between pieces.
   * @returns The scores; the caller disposes of the result.
   * @throws ValuesError when a score is not a number.
   */
  score(
    canonical: tf.Tensor4D,
    outputs: tf.Tensor4D,
    pause: () => Promise<void>,
  ): Promise<ScoredOutputs>;
  /**
   * The gradient of a loss of scores with respect to the pixels of the images that are scored; the scorer itself learns nothing.
   *
   * @param images - `[n, height, width, c]`; not disposed.
   * @param lossOf - Gives the loss of the scores, and its gradient.
   * @param pause - Gives the event loop its turn between pieces.
   * @returns What `lossOf` gave, and the gradient `[n, height, width, c]`, which the caller disposes of.
   */
  pixelGradient<Loss extends LossOfScores>(
    images: tf.Tensor4D,
    lossOf: (scores: Float32Array) => Loss,
    pause: () => Promise<void>,
  ): Promise<{ readonly loss: Loss; readonly dPixels: tf.Tensor4D }>;
  /** All that changes beside the parameters of the scorer, such as the state of an optimiser. */
  readonly state: RunState;
  /** Disposes of all but the scorer. */
  dispose(): void;
}

/** The scores of outputs, and what an update of the scorer needs. */
export interface ScoredOutputs {
  /** One per output, in their order, from before the update. */
  readonly scores: Float32Array;
  /** What a winner minimises in this iteration, where that depends on the canonical images of the batch. Default: that of the objective. */
  readonly winnerLoss?: ScoreLoss;
  /**
   * Does one update of the scorer on the images that were scored; at most once.
   *
   * @param step - How large it is, and what it learns from.
   * @returns Figures for the step event, such as the loss before the update.
   */
  update(step?: ScorerStep): Promise<Scalars>;
  /** Disposes of what the update needs. */
  dispose(): void;
}

/** One update of what scores outputs; a scorer that does not learn along takes no notice. */
export interface ScorerStep {
  /** The step size. Default: that of the objective. */
  readonly learningRate?: number | undefined;
  /** How much each output counts, relative to the others. Default: all alike. */
  readonly outputWeights?: Float32Array | undefined;
}

/** A loss of a single score. */
export interface ScoreLoss {
  /** @returns The loss. */
  value(score: number): number;
  /** @returns Its derivative. */
  slope(score: number): number;
  /** @returns Whether a score is good enough, so that its slope is 0. Default: none is. */
  isReached?(score: number): boolean;
}

/** A loss of many scores. */
export interface LossOfScores {
  /** Its gradient with respect to every score. */
  readonly gradient: Float32Array;
}
