import type {
  Evaluation,
  EvaluationEvent,
  JsonObject,
  Scalars,
  StepEvent,
  TrainingEvent,
  TrainingHooks,
} from '@causal-mechanisms/tensor-utils';
import type { Disposable } from '../run/training/followTraining.ts';

/** One of the models that a study sets against each other. */
export interface StudyEntry {
  /** The name of its part of the run. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
}

/** What a study gives to a learner: to be passed on as it is. */
export interface StudyHooks<Model> extends TrainingHooks {
  /** Measures, and keeps the best models. */
  readonly evaluate?: StudyEvaluation<Model>;
}

/** What is measured during training. */
export interface StudyEvaluation<Model> {
  /** Steps from one evaluation to the next. */
  readonly every: number;
  readonly run: (model: Model, step: number) => Promise<Evaluation>;
}

/** By which figure of its evaluations the model of a training run is chosen: the larger the better, the earlier one when equal. */
export type Score = (scalars: Scalars) => number;

/**
 * Several models, trained and judged alike. What they are is the recipe's business: the models of one study may be of
 * different classes, as long as it can save, load and measure each of them.
 */
export interface Study<
  Model extends Disposable,
  Entry extends StudyEntry,
  Value extends JsonObject,
> {
  /** The models in the order in which they are trained; no two have the same name. */
  readonly entries: readonly Entry[];
  /**
   * Trains a model.
   *
   * @param entry - Which.
   * @param hooks - To pass on to the learner.
   * @returns The training run.
   */
  readonly start: (
    entry: Entry,
    hooks: StudyHooks<Model>,
  ) => AsyncGenerator<TrainingEvent<Model>, Model>;
  /** Steps from one checkpoint to the next. */
  readonly checkpointEvery: number;
  /**
   * @param entry - A model.
   * @returns What is measured while it is trained. Default: nothing.
   */
  readonly evaluate?: (entry: Entry) => StudyEvaluation<Model>;
  /**
   * @param event - A step or an evaluation.
   * @returns Short figures for the progress bar.
   */
  readonly show: (event: StepEvent | EvaluationEvent) => Readonly<Record<string, string>>;
  /** Saves a model in a folder, in place of one that is there. */
  readonly save: (model: Model, folder: string) => Promise<void>;
  /** Reads a saved model; whoever asked for it disposes of it. */
  readonly load: (folder: string, entry: Entry) => Promise<Model>;
  /** Chooses the model that is reported, which is kept in `model/`. Default: the last one. */
  readonly score?: Score;
  /** Choices of more models from the same training run; each is kept in `models/NAME/`. Default: none. */
  readonly otherScores?: Readonly<Record<string, Score>>;
  /**
   * Measures a trained model: once, at the end of its part.
   *
   * @param chosen - Loads the reported model, or the one of another score; the callback disposes of it.
   * @param entry - Which it is.
   * @returns Plain JSON that does not depend on interruptions.
   */
  readonly measure: (
    chosen: (otherScore?: string) => Promise<Model>,
    entry: Entry,
  ) => Promise<Value>;
  /**
   * @param model - At the end of its training.
   * @param entry - Which it is.
   * @returns What it costs besides time, such as its number of parameters. Default: nothing.
   */
  readonly cost?: (model: Model, entry: Entry) => Readonly<Record<string, number>>;
}

/** What a study found out about one model. */
export type StudyOutcome<Value extends JsonObject> = {
  /** What was measured. */
  readonly measured: Value;
  /** What the model costs besides time. */
  readonly cost: Readonly<Record<string, number>>;
  /** The step of the reported model; `null` for the last one, which nothing chose. */
  readonly chosenAt: number | null;
  /** The step of the model of every other score. */
  readonly othersAt: Readonly<Record<string, number>>;
};

/** A model with what a study found out about it. */
export interface StudyResult<Entry extends StudyEntry, Value extends JsonObject> {
  readonly entry: Entry;
  readonly outcome: StudyOutcome<Value>;
}
