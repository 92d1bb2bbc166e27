import type { JsonObject } from '../config.ts';
import type { RunState } from './runState.ts';
import type { Scalars } from './trainingEvents.ts';

/** What one step did. */
export interface PhaseStep {
  /** Losses and other figures of the step. */
  readonly scalars: Scalars;
  /** Whether the phase is over before its last step. Default: false. */
  readonly finished?: boolean;
}

/** A stretch of training whose steps are alike, such as a pre-training or the training itself. */
export interface Phase {
  /** Its name in step events; several phases may share one. */
  readonly name: string;
  /** Steps it takes at most. */
  readonly steps: number;
  /**
   * Called before the first step that this process does of the phase: `done` is not 0 after a resume. Default: nothing.
   *
   * @param done - Steps of the phase done before.
   */
  begin?(done: number): void | Promise<void>;
  /**
   * Does one step: any number of updates of any number of optimisers, or none. Disposes of what it makes.
   *
   * @param done - Steps of the phase done before: what a schedule of step sizes depends on.
   */
  step(done: number): Promise<PhaseStep>;
  /** Called when the phase is over; again when a run is prolonged. Default: nothing. */
  end?(): void | Promise<void>;
}

/** What a learner trains: something that holds tensors. */
export interface TrainedModel {
  /** Disposes of all that it holds. */
  dispose(): void;
}

/** What a learner is to `runTraining`: its model, all that changes, and its phases. */
export interface Learner<Model> {
  /** The public function; opens messages. */
  readonly owner: string;
  /** The resolved configuration. */
  readonly config: object;
  /** The key of `config` that counts the steps of the main phase, as the paper calls them, such as `iterations`. */
  readonly stepsKey: string;
  /**
   * Whether a finished run may be prolonged, which is honest where no step depends on how many there will be; never with
   * phases after the main one. Default: true.
   */
  readonly prolongable?: boolean;
  /** Facts about the data that a checkpoint must agree on, such as the shape of images. Default: none. */
  readonly facts?: JsonObject;
  /** The model that is trained; disposed of by whoever gets it, or when the run ends without giving it. */
  readonly model: Model;
  /** Everything that changes. */
  readonly state: RunState;
  /** Phases before the main one, in order. Default: none. */
  readonly before?: readonly Phase[];
  /** The phase whose steps are counted and evaluated. */
  readonly main: Phase;
  /** Phases after the main one, in order; the last evaluation comes after them. Default: none. */
  readonly after?: readonly Phase[];
  /** Disposes of all but the model, whatever phase the run is in. */
  dispose(): void;
}
