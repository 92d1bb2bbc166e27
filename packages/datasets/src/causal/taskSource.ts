import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Points of several tasks, of each task as many, as plain arrays. */
export interface TaskPoints {
  /** Points of each task. */
  readonly shots: number;
  /** Inputs `[tasks, shots, inputs]`. */
  readonly x: Float32Array;
  /** Targets `[tasks, shots, outputs]`. */
  readonly y: Float32Array;
}

/** Several tasks. */
export interface TaskBatch {
  /** How many. */
  readonly tasks: number;
  /** What each task is learned from. */
  readonly support: TaskPoints;
  /** Other points of the same tasks: what the learning is judged by. */
  readonly query: TaskPoints;
}

/** Where tasks come from that are alike, such as curves of one family. */
export interface TaskSource {
  /** What it draws, in a few words. */
  readonly name: string;
  /** Numbers per input. */
  readonly inputs: number;
  /** Numbers per target. */
  readonly outputs: number;
  /**
   * @param count - How many tasks.
   * @param stream - Where they are drawn from; the same stream gives the same tasks.
   * @returns The tasks.
   * @throws ArgumentError when the count is no integer of at least 1.
   */
  sample(count: number, stream: RandomStream): TaskBatch | Promise<TaskBatch>;
}
