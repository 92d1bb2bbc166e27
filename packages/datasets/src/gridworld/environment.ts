import type { JsonObject, RandomStream } from '@causal-mechanisms/tensor-utils';

/** What came of one action in each of several environments. The arrays are the caller's own. */
export interface EnvironmentStep {
  /** What is seen afterwards `[count, observationWidth]`; where an episode ended, the first sight of the next one. */
  readonly observations: Float32Array;
  /** `[count]` */
  readonly rewards: Float32Array;
  /** `[count]`, 1 where the action was the last one of its episode, else 0. */
  readonly ended: Uint8Array;
  /** `[count]`, 1 where the episode ended well, else 0. Default: an episode went well when its rewards have a positive sum. */
  readonly succeeded?: Uint8Array;
}

/** Environments side by side, each in an episode of its own. One whose episode ended begins the next by itself. */
export interface EnvironmentBatch {
  /** How many there are. */
  readonly count: number;
  /** What is seen now `[count, observationWidth]`; the caller's own. */
  observe(): Float32Array;
  /**
   * Acts once in each.
   *
   * @param actions - One per environment, each in [0, actions).
   * @returns What came of it.
   */
  step(actions: Int32Array): EnvironmentStep;
  /** @returns All that decides what comes next, as plain JSON. Needed only for trainings that write checkpoints. */
  save?(): JsonObject;
  /**
   * Goes on where another batch of as many stood.
   *
   * @param state - What `save` gave.
   */
  restore?(state: JsonObject): void;
}

/** Something to act in: what learners of policies train on, and the little that an environment of one's own must have. */
export interface Environment {
  /** A short name for tables, such as `fetch/8`. */
  readonly name: string;
  /** Numbers per observation. */
  readonly observationWidth: number;
  /** How many actions there are; they are numbered from 0. */
  readonly actions: number;
  /**
   * Begins episodes.
   *
   * @param count - How many environments stand side by side, at least 1.
   * @param stream - Decides all that is left to chance.
   * @returns The environments.
   */
  start(count: number, stream: RandomStream): EnvironmentBatch;
}
