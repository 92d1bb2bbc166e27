import { checkCount } from '../checks.ts';
import type { CheckpointStore, TrainingState } from './checkpointStore.ts';
import type { Evaluation, Scalars } from './trainingEvents.ts';

/** What whoever follows a training run gives to any learner: to be passed on as it is. */
export interface TrainingHooks {
  /** Ends training after the step at hand. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Checkpoints; one more is written at the end of every phase, and at the end or on abort. Default: none. */
  readonly checkpoints?:
    | {
        /** Where they go. */
        readonly store: CheckpointStore;
        /** Steps of a phase from one to the next: an integer of at least 1. */
        readonly every: number;
      }
    | undefined;
  /** A state to go on from, such as `(await store.latest())?.state`. Default: start afresh. */
  readonly resume?: TrainingState | undefined;
}

/** The figures of one evaluation of a run. */
export interface StepEvaluation {
  /** Steps done when it was made. */
  readonly step: number;
  /** What was measured; what was not finite is NaN after a resume. */
  readonly scalars: Scalars;
}

/** Options that every learner takes; a learner with more extends them. */
export interface TrainingOptions<Model, ConfigInput> extends TrainingHooks {
  /** Any part of the learner's configuration. Default: the paper's settings. */
  readonly config?: ConfigInput;
  /** What to evaluate: before the first step, after every so many, and at the end. Default: nothing. */
  readonly evaluate?:
    | {
        /** Steps from one evaluation to the next: an integer of at least 1. */
        readonly every: number;
        /** Measures the model; becomes an evaluation event. */
        readonly run: (model: Model, step: number) => Promise<Evaluation>;
      }
    | undefined;
  /**
   * Ends training early, with the reason `stopped`: asked before every step, with all evaluations of the run so far, those
   * of before a resume included. It should depend on nothing else. {@link patience} makes the usual rule. Default: never.
   */
  readonly stopWhen?: ((evaluations: readonly StepEvaluation[]) => boolean) | undefined;
}

/**
 * @param owner - Opens the message.
 * @param options - Of a learner.
 * @throws ArgumentError when an interval is no positive integer.
 */
export function checkIntervals(
  owner: string,
  { checkpoints, evaluate }: Pick<TrainingOptions<never, unknown>, 'checkpoints' | 'evaluate'>,
): void {
  if (checkpoints !== undefined) checkCount(owner, 'checkpoints.every', checkpoints.every);
  if (evaluate !== undefined) checkCount(owner, 'evaluate.every', evaluate.every);
}
