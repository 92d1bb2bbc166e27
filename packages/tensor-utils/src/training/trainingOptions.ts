import { checkFunction, checkOptions, checkSignal, wrongArgument } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';
import { CheckpointError } from '../errors.ts';
import { stateFault } from './checkpointStore.ts';
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
 * Checks what a learner was given, before anything is made: to be called first by every training function.
 *
 * @param owner - The training function; opens messages.
 * @param options - Its options.
 * @throws ArgumentError when an interval is no positive integer, checkpoints lack a store, or a signal, an evaluation or a rule is none;
 * CheckpointError when `resume` is no state of a run.
 *
 * @example
 * ```ts
 * import { ArgumentError, checkTrainingOptions, memoryCheckpoints } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkTrainingOptions('train', { checkpoints: { store: memoryCheckpoints(), every: 0 } });
 * } catch (error) {
 *   if (error instanceof ArgumentError) console.log(error.message); // train: checkpoints.every must be an integer of at least 1, got 0
 * }
 * ```
 */
export function checkTrainingOptions(
  owner: string,
  options: TrainingOptions<never, unknown>,
): void {
  const { config, signal, checkpoints, evaluate, resume, stopWhen } = checkOptions(owner, options);
  // A learner takes what is missing for its defaults: null must not train at the paper's sizes.
  if (config !== undefined) checkOptions(owner, config as object, 'config');
  checkSignal(owner, signal);
  if (checkpoints !== undefined) {
    const { every, store } = checkOptions(owner, checkpoints, 'checkpoints');
    checkCount(owner, 'checkpoints.every', every);
    if (typeof (store as Partial<CheckpointStore> | null | undefined)?.save !== 'function') {
      throw wrongArgument(owner, 'checkpoints.store', 'a store with save and latest', store);
    }
  }
  if (evaluate !== undefined) {
    const { every, run } = checkOptions(owner, evaluate, 'evaluate');
    checkCount(owner, 'evaluate.every', every);
    checkFunction(owner, 'evaluate.run', run);
  }
  const fault = resume === undefined ? undefined : stateFault(resume);
  if (fault !== undefined) {
    throw new CheckpointError(`${owner}: resume must be the state of a run, got ${fault}`, {
      data: { resume },
    });
  }
  if (stopWhen !== undefined) checkFunction(owner, 'stopWhen', stopWhen);
}
