import type { SequenceTask } from '@causal-mechanisms/datasets';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type {
  CheckpointEvent,
  CheckpointStore,
  Evaluation,
  EvaluationEvent,
  TrainingEvent,
  TrainingState,
} from '@causal-mechanisms/tensor-utils';
import { checkTask } from '../model/sequenceModelConfig.ts';
import type { SequenceModel } from '../model/sequenceModel.ts';
import { modelConfigOf, plainConfig, resolveSequenceTrainingConfig } from './trainingConfig.ts';
import type { SequenceTrainingConfigInput } from './trainingConfig.ts';
import { SequenceTrainingRun } from './trainingRun.ts';
import { updateModel } from './updateModel.ts';

/** Options of {@link trainSequenceModel}. */
export interface TrainSequenceModelOptions {
  /** Any part of {@link SequenceTrainingConfig}. Default: the paper's copying experiment. */
  readonly config?: SequenceTrainingConfigInput;
  /** Ends training after the update at hand. Default: none. */
  readonly signal?: AbortSignal;
  /** Checkpoints; one more is written at the end or on abort. Default: none. */
  readonly checkpoints?: {
    /** Where they go. */
    readonly store: CheckpointStore;
    /** Updates from one to the next. */
    readonly every: number;
  };
  /** A state to go on from, such as `(await store.latest())?.state`. Default: start afresh. */
  readonly resume?: TrainingState | undefined;
  /** What to evaluate: before the first update, after every so many, and at the end. Default: nothing. */
  readonly evaluate?: {
    /** Updates from one evaluation to the next. */
    readonly every: number;
    /** Measures the model; becomes an evaluation event. */
    readonly run: (model: SequenceModel, update: number) => Promise<Evaluation>;
  };
}

/** What a run of {@link trainSequenceModel} yields. */
export type SequenceTrainingEvent = TrainingEvent<SequenceModel>;

/**
 * Trains a sequence model: recurrent independent mechanisms (Goyal et al., 2021) or one of the baselines, all in the same way.
 *
 * Step events have the phase `training` and the scalars `loss` and `gradientNorm`. The number of live tensors is the same after every
 * update. A caller that stops listening early gets nothing: all is disposed, the model included. End a run through the signal to
 * keep it.
 *
 * @param task - Where batches are drawn from.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible or the model cannot answer the task; ShapeError, ValuesError when a batch does
 * not fit or the loss is not finite; ArgumentError when an interval is no positive integer; CheckpointError when `resume` belongs to
 * another run.
 *
 * @example
 * ```ts
 * import { copyingTask } from '@causal-mechanisms/datasets';
 * import { trainSequenceModel } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = { kind: 'rims', units: 24, modules: 4, activeModules: 2 } as const;
 * const config = { core, embeddingWidth: 8, batchSize: 4, updates: 2 };
 * for await (const event of trainSequenceModel(copyingTask({ gap: 5, symbols: 2 }), { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 2
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainSequenceModel(
  task: SequenceTask,
  options: TrainSequenceModelOptions = {},
): AsyncGenerator<SequenceTrainingEvent, SequenceModel> {
  const config = resolveSequenceTrainingConfig(options.config ?? {}, task);
  checkTask(modelConfigOf(config, task), task);
  checkInterval('checkpoints', options.checkpoints?.every);
  checkInterval('evaluate', options.evaluate?.every);
  const run = new SequenceTrainingRun(config, task);
  let finished = false;
  try {
    if (options.resume !== undefined) run.restore(options.resume);
    yield {
      kind: 'start',
      config: plainConfig(config),
      step: run.update,
      steps: config.updates,
      model: run.model,
    };
    yield* train(run, task, options);
    const { update, model } = run;
    const reason = update < config.updates ? 'aborted' : 'completed';
    finished = true;
    yield { kind: 'end', reason, step: update, model };
    return model;
  } finally {
    run.disposeOptimiser();
    if (!finished) run.model.dispose();
  }
}

async function* train(
  run: SequenceTrainingRun,
  task: SequenceTask,
  { signal, checkpoints, evaluate }: TrainSequenceModelOptions,
): AsyncGenerator<SequenceTrainingEvent> {
  const { config } = run;
  const isAborted = () => signal?.aborted === true;
  if (run.update === 0 && !isAborted()) yield* look(run, evaluate);
  let saved = run.update;
  while (run.update < config.updates && !isAborted()) {
    const batch = await task.sample(config.batchSize, run.batches);
    const scalars = await updateModel(run, batch);
    run.update++;
    yield {
      kind: 'step',
      phase: 'training',
      step: run.update,
      steps: config.updates,
      scalars: { ...scalars },
    };
    const isLast = run.update === config.updates;
    if (evaluate !== undefined && (isLast || run.update % evaluate.every === 0)) {
      yield* look(run, evaluate);
    }
    if (checkpoints !== undefined && (isLast || run.update % checkpoints.every === 0)) {
      yield* save(run, checkpoints.store);
      saved = run.update;
    }
  }
  if (isAborted() && saved < run.update) yield* save(run, checkpoints?.store);
}

async function* look(
  { model, update }: SequenceTrainingRun,
  evaluate: TrainSequenceModelOptions['evaluate'],
): AsyncGenerator<EvaluationEvent> {
  if (evaluate === undefined) return;
  yield { kind: 'evaluation', step: update, ...(await evaluate.run(model, update)) };
}

async function* save(
  run: SequenceTrainingRun,
  store: CheckpointStore | undefined,
): AsyncGenerator<CheckpointEvent> {
  if (store === undefined) return;
  const location = await store.save(await run.state());
  yield { kind: 'checkpoint', step: run.update, location };
}

function checkInterval(name: string, every: number | undefined): void {
  if (every === undefined || (Number.isInteger(every) && every >= 1)) return;
  throw new ArgumentError(
    `trainSequenceModel: ${name}.every must be an integer of at least 1, got ${every}`,
    { data: { [name]: every } },
  );
}
