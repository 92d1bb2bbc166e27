import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import type { Representation } from '../../model/representation.ts';

/** Which training run of a classifier is asked for: what names its folder, and what its randomness depends on. */
export interface ClassifierRun {
  /** Rows it learns from. */
  readonly rows: number;
  /** The number of the repetition with as many rows, from 0. */
  readonly repeat: number;
  /** A seed of its own. */
  readonly seed: number;
}

/** What tells classes of observations apart. */
export interface ObservationClassifier {
  /**
   * @param observations - `[n, ...shape]`; not disposed.
   * @returns The logits of the target `[n]`; the caller disposes of them.
   */
  predict(observations: Tensor): Tensor1D;
  /** Disposes of its tensors. */
  dispose(): void;
}

/**
 * A row of a table of downstream tasks: a frozen representation, on which small classifiers learn, a classifier of observations, or, to hold
 * both against, the factors themselves.
 */
export type DownstreamMethod =
  | {
      /** Small classifiers learn on the means of an encoder. */
      readonly kind: 'representation';
      /** What encodes; not disposed. */
      readonly model: Representation;
      /** Which coordinates they see: those of the factors, or the free ones too. Default: `factors`. */
      readonly coordinates?: 'factors' | 'all';
    }
  | {
      /** A classifier learns from the observations themselves. */
      readonly kind: 'classifier';
      /**
       * Trains one.
       *
       * @param data - The rows to learn from.
       * @param run - Which run it is.
       * @returns The classifier; the caller disposes of it.
       */
      readonly train: (data: FactorDataset, run: ClassifierRun) => Promise<ObservationClassifier>;
    }
  | {
      /** Small classifiers learn on labels of factors, as a perfect representation would give them. */
      readonly kind: 'factors';
      /** Which ones; each is brought to mean 0 and variance 1 over the training rows. */
      readonly factors: readonly string[];
    };
