import type { SequenceTask } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  checkFunction,
  checkOptions,
  checkTrainingOptions,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { checkTask } from '../model/sequenceModelConfig.ts';
import type { SequenceModel } from '../model/sequenceModel.ts';
import { sequenceLearner } from './sequenceLearner.ts';
import { modelConfigOf, resolveSequenceTrainingConfig } from './trainingConfig.ts';
import type { SequenceTrainingConfigInput } from './trainingConfig.ts';

/** Options of {@link trainSequenceModel}; the default configuration is the paper's copying experiment. */
export type TrainSequenceModelOptions = TrainingOptions<SequenceModel, SequenceTrainingConfigInput>;

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
  checkTrainingOptions('trainSequenceModel', options);
  const given = checkOptions('trainSequenceModel', task, 'task');
  checkOptions('trainSequenceModel', given.inputs, 'task.inputs');
  checkOptions('trainSequenceModel', given.targets, 'task.targets');
  checkFunction(
    'trainSequenceModel',
    'task.sample',
    (given as { readonly sample?: unknown }).sample,
  );
  const config = resolveSequenceTrainingConfig(options.config ?? {}, task);
  checkTask(modelConfigOf(config, task), task);
  return yield* runTraining(
    builtWhole(() => sequenceLearner(config, task)),
    options,
  );
}
