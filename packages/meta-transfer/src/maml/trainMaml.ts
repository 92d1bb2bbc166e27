import type { TaskSource } from '@causal-mechanisms/datasets';
import { builtWhole, checkTrainingOptions, runTraining } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { resolveMamlConfig } from './mamlConfig.ts';
import type { MamlConfigInput } from './mamlConfig.ts';
import { mamlLearner } from './mamlLearner.ts';
import type { MamlModel } from './mamlModel.ts';
import { checkTaskSource } from './tasks/taskRows.ts';

/** Options of {@link trainMaml}; the default configuration is that of the regression of sinusoids. */
export type TrainMamlOptions = TrainingOptions<MamlModel, MamlConfigInput>;

/** What a run of {@link trainMaml} yields. */
export type MamlTrainingEvent = TrainingEvent<MamlModel>;

/**
 * Model-agnostic meta-learning (Finn, Abbeel and Levine, 2017): trains a network so that a gradient step on a few points of a new task
 * makes it good at that task.
 *
 * Every meta-step draws tasks, adapts the network to the support points of each, `theta_i = theta - alpha grad L_i(theta)`, and moves
 * `theta` by Adam against the gradient of the mean loss of the adapted networks on the query points. With `order: 'second'` that
 * gradient is exact; with `'first'` it leaves the second derivatives out; with `'none'` there is no adaptation in training.
 *
 * Step events have the phase `training` and the scalar `loss`, the loss after adaptation. The number of live tensors is the same after
 * every meta-step. A caller that stops listening early gets nothing: all is disposed, the model included.
 *
 * @param tasks - Where tasks come from: `sinusoidTasks`, or `fixedTasks` and `pointTasks` for data of one's own.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ShapeError, ValuesError when tasks do not fit, are not as many as were asked for, or the loss or its gradient is not finite;
 * ArgumentError when an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { sinusoidTasks } from '@causal-mechanisms/datasets';
 * import { trainMaml } from '@causal-mechanisms/meta-transfer';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = { hidden: [8], metaSteps: 3, tasksPerBatch: 4 };
 * for await (const event of trainMaml(sinusoidTasks({ shots: 5 }), { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 3
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainMaml(
  tasks: TaskSource,
  options: TrainMamlOptions = {},
): AsyncGenerator<MamlTrainingEvent, MamlModel> {
  checkTrainingOptions('trainMaml', options);
  checkTaskSource('trainMaml', tasks);
  const config = resolveMamlConfig(options.config ?? {});
  return yield* runTraining(
    builtWhole(() => mamlLearner(config, tasks)),
    options,
  );
}
