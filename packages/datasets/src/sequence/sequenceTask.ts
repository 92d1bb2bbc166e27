import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** What a batch of sequences shows, step by step. Everything is time-major: all sequences of step 0 come first. */
export type SequenceInputs =
  | {
      /** One symbol per step. */
      readonly kind: 'tokens';
      /** `[steps, size]`, each in [0, vocabulary). */
      readonly tokens: Int32Array;
    }
  | {
      /** One vector per step. */
      readonly kind: 'vectors';
      /** Numbers per vector. */
      readonly width: number;
      /** `[steps, size, width]`. */
      readonly values: Float32Array;
    };

/** What a batch of sequences asks for, at every step or at the last one alone. */
export type SequenceTargets =
  | {
      /** One class per answer. */
      readonly kind: 'classes';
      /** `[steps, size]`, or `[size]` when the answer is due at the last step; each in [0, classes). */
      readonly classes: Int32Array;
    }
  | {
      /** One vector per answer. */
      readonly kind: 'values';
      /** Numbers per vector. */
      readonly width: number;
      /** `[steps, size, width]`, or `[size, width]` when the answer is due at the last step. */
      readonly values: Float32Array;
    };

/** Sequences side by side, as plain arrays: no tensor, nothing to dispose of. */
export interface SequenceBatch {
  /** Time steps, those of the longest sequence. */
  readonly steps: number;
  /** Sequences. */
  readonly size: number;
  /**
   * `[size]`, how many steps each sequence has, in [1, steps]. What stands behind its end is padding: valid input (zeros) that
   * takes no part in answers, losses and scores. Default: all have `steps`.
   */
  readonly lengths?: Int32Array;
  /** What is shown. */
  readonly inputs: SequenceInputs;
  /** What is asked for. */
  readonly targets: SequenceTargets;
  /** Whether an answer is due at every step or at the last one alone. */
  readonly targetAt: 'every' | 'last';
  /**
   * A score looks at so many of the last steps of each sequence, at least 1; exactly 1 when the answer is due at the last step. Of a
   * sequence with fewer steps, all count.
   */
  readonly scored: number;
}

/** A source of sequences with answers. What learners of sequences train on. */
export interface SequenceTask {
  /** A short name for tables, such as `copying/gap 50`. */
  readonly name: string;
  /** The kind of input: how many different tokens there are, or how wide a vector is. */
  readonly inputs:
    | {
        /** One symbol per step. */
        readonly kind: 'tokens';
        /** How many different tokens there are. */
        readonly vocabulary: number;
      }
    | {
        /** One vector per step. */
        readonly kind: 'vectors';
        /** Numbers per vector. */
        readonly width: number;
      };
  /** The kind of answer: how many classes there are, or how wide a vector is. */
  readonly targets:
    | {
        /** One class per answer. */
        readonly kind: 'classes';
        /** How many classes there are. */
        readonly classes: number;
      }
    | {
        /** One vector per answer. */
        readonly kind: 'values';
        /** Numbers per vector. */
        readonly width: number;
      };
  /** Whether an answer is due at every step or at the last one alone. */
  readonly targetAt: 'every' | 'last';
  /**
   * Draws sequences. Await one draw before the next one from the same stream.
   *
   * @param size - How many, at least 1.
   * @param stream - Decides which.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError when the size is no positive integer, or more than there are.
   */
  sample(size: number, stream: RandomStream): SequenceBatch | Promise<SequenceBatch>;
}

/** A task whose sequences are made up by a rule: they are there at once, without a promise. */
export interface GeneratedSequenceTask extends SequenceTask {
  /**
   * Draws sequences.
   *
   * @param size - How many, at least 1.
   * @param stream - Decides which.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError when the size is no positive integer.
   */
  sample(size: number, stream: RandomStream): SequenceBatch;
}
