/** A sequence of tokens as a user wrote it. */
export interface TokenSequence {
  /** What it is called: the user's name for it, else its number from 1. */
  readonly id: string;
  /** One text per step. */
  readonly tokens: readonly string[];
  /** Its class, where one was given. */
  readonly label?: string;
}

/** A sequence of numbers as a user wrote it. */
export interface NumberSequence {
  /** What it is called: the user's name for it, else its number from 1. */
  readonly id: string;
  /** `[steps, columns]`, in the user's units. */
  readonly values: Float64Array;
  /** Its class, where one was given. */
  readonly label?: string;
}

/** A user's own sequences, of any lengths: all of tokens, or all of equally many numbers per step. */
export type SequenceTable =
  | {
      /** One text per step. */
      readonly kind: 'tokens';
      /** Where they come from, for messages. */
      readonly name: string;
      /** At least one. */
      readonly sequences: readonly TokenSequence[];
    }
  | {
      /** Numbers per step. */
      readonly kind: 'numbers';
      /** Where they come from, for messages. */
      readonly name: string;
      /** What the numbers of a step are called. */
      readonly columns: readonly string[];
      /** At least one. */
      readonly sequences: readonly NumberSequence[];
    };

/**
 * One sequence as plain data: a text (a token per character), texts (a token each), numbers (one per step) or arrays of numbers (one array
 * per step); or an object that holds such a thing as `tokens` or `values`, with an `id` and a `label` if there are any.
 */
export type SequenceRecord =
  | string
  | readonly string[]
  | readonly number[]
  | readonly (readonly number[])[]
  | {
      /** What it is called. Default: its number from 1. */
      readonly id?: string | number;
      /** Its class. Default: it has none. */
      readonly label?: string | number | boolean;
      /** Texts or numbers that are tokens; a text is a token per character. */
      readonly tokens: string | readonly (string | number)[];
    }
  | {
      /** What it is called. Default: its number from 1. */
      readonly id?: string | number;
      /** Its class. Default: it has none. */
      readonly label?: string | number | boolean;
      /** One number or one array of numbers per step. */
      readonly values: readonly number[] | readonly (readonly number[])[];
    };

/** Options of {@link sequenceTable}. */
export interface SequenceTableOptions {
  /** Where the sequences come from, for messages. Default: `sequences`. */
  readonly name?: string;
  /** Reads numbers as tokens, too. Default: false. */
  readonly tokens?: boolean;
  /** What the numbers of a step are called. Default: `value`, or `value 1`, `value 2` and so on. */
  readonly columns?: readonly string[];
}

/** How a user's sequences become numbers and answers become the user's words and units again: plain JSON, to be kept with a model. */
export type SequenceCoding = {
  /** What a model is asked: what comes next, at every step; or the label, after the last one. */
  readonly ask: 'next' | 'label';
  /** What is read. */
  readonly inputs:
    | {
        /** One text per step. */
        readonly kind: 'tokens';
        /** All tokens there are: ascending where all of them are numbers, else in the order of their characters. */
        readonly vocabulary: readonly string[];
      }
    | {
        /** Numbers per step. */
        readonly kind: 'numbers';
        /** What they are called. */
        readonly columns: readonly string[];
        /** The mean of each column, which is taken off. */
        readonly means: readonly number[];
        /** The deviation of each column, by which the rest is divided; 1 for a column that never changes. */
        readonly deviations: readonly number[];
      };
  /** The labels there are, in the same order as tokens would be; only where these are asked. */
  readonly labels?: readonly string[];
};
