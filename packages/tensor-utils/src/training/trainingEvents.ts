import type { JsonObject } from '../config.ts';

/** Named numbers, such as losses. */
export type Scalars = Readonly<Record<string, number>>;

/** A labelled matrix, such as a win matrix: `values[row][column]`. */
export interface LabelledMatrix {
  /** One label per row. */
  readonly rows: readonly string[];
  /** One label per column. */
  readonly columns: readonly string[];
  /** The entries, row by row. */
  readonly values: readonly (readonly number[])[];
}

/** What an evaluation measured. */
export interface Evaluation {
  /** Named figures. */
  readonly scalars: Scalars;
  /** Named matrices. Default: none. */
  readonly matrices?: Readonly<Record<string, LabelledMatrix>>;
}

/** Training begins, or goes on from a checkpoint. */
export interface StartEvent<Model> {
  /** Tells the events apart. */
  readonly kind: 'start';
  /** The resolved configuration: plain JSON with every default filled in. */
  readonly config: JsonObject;
  /** Steps done before: 0, or the step of the checkpoint. */
  readonly step: number;
  /** Steps there will be in all. */
  readonly steps: number;
  /** The model that is being trained: the same object in every event of a run. */
  readonly model: Model;
}

/** One step of one phase is done. */
export interface StepEvent {
  /** Tells the events apart. */
  readonly kind: 'step';
  /** Which part of training: the learner documents its phases. */
  readonly phase: string;
  /** Steps done so far in this phase. */
  readonly step: number;
  /** Steps this phase takes at most. */
  readonly steps: number;
  /** Losses and other figures of this step. */
  readonly scalars: Scalars;
}

/** An evaluation that the caller asked for. */
export interface EvaluationEvent extends Evaluation {
  /** Tells the events apart. */
  readonly kind: 'evaluation';
  /** Steps done when it was made. */
  readonly step: number;
}

/** A checkpoint was written. */
export interface CheckpointEvent {
  /** Tells the events apart. */
  readonly kind: 'checkpoint';
  /** The step it holds. */
  readonly step: number;
  /** Where it is, as its store names it. */
  readonly location: string;
}

/** Training is over. */
export interface EndEvent<Model> {
  /** Tells the events apart. */
  readonly kind: 'end';
  /** Why: all steps done, the caller's signal, or early by the caller's rule or the learner's own. */
  readonly reason: 'completed' | 'aborted' | 'stopped';
  /** Steps done. */
  readonly step: number;
  /** The trained model; the caller disposes of it. */
  readonly model: Model;
}

/** What a training run yields, in the order start, step ..., end. */
export type TrainingEvent<Model> =
  StartEvent<Model> | StepEvent | EvaluationEvent | CheckpointEvent | EndEvent<Model>;
