import type { Environment } from '@causal-mechanisms/datasets';
import { builtWhole, checkTrainingOptions, runTraining } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import type { PolicyModel } from '../model/policyModel.ts';
import { resolveActorCriticConfig } from './actorCriticConfig.ts';
import type { ActorCriticConfigInput } from './actorCriticConfig.ts';
import { actorCriticLearner } from './actorCriticLearner.ts';
import { checkEnvironment } from './environmentChecks.ts';

/** Options of {@link trainActorCritic}. */
export type TrainActorCriticOptions = TrainingOptions<PolicyModel, ActorCriticConfigInput>;

/** What a run of {@link trainActorCritic} yields. */
export type ActorCriticEvent = TrainingEvent<PolicyModel>;

/**
 * Trains a policy with a memory by advantage actor-critic (Mnih et al., 2016; synchronous) with generalised advantage estimation.
 *
 * An update acts for `rolloutSteps` steps in all environments, then learns from them: the core goes through the steps once more, from
 * the state that it had before the first, and gradients go back to there. Where an episode begins in between, it is a sequence of its own
 * beside the others, which starts from the core's initial state: nothing is carried, forwards or backwards, from one episode into
 * the next. The core's own dropout is not used.
 *
 * Step events have the phase `training` and the scalars `loss`, `actorLoss`, `criticLoss`, `entropy`, `gradientNorm`; `episodes`, how many
 * have ended so far; and `meanReturn` and `successRate` of the last hundred of them, 0 before the first. A running out of time is an
 * end like any other: the environment says when an episode is over. Checkpoints hold the environments too, which need `save` and
 * `restore` for it.
 *
 * @param environment - What is acted in, such as `fetchEnvironment()`.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the policy, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ArgumentError, ShapeError, ValuesError when the environment gives what does not
 * fit, or the loss is not finite; ArgumentError when checkpoints are asked for and the environment cannot be saved; CheckpointError when
 * `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { fetchEnvironment } from '@causal-mechanisms/datasets';
 * import { trainActorCritic } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = { kind: 'rims', units: 24, modules: 4, activeModules: 2 } as const;
 * const config = { core, encoder: [16], environments: 4, rolloutSteps: 5, updates: 2 };
 * for await (const event of trainActorCritic(fetchEnvironment({ size: 5 }), { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 2
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainActorCritic(
  environment: Environment,
  options: TrainActorCriticOptions = {},
): AsyncGenerator<ActorCriticEvent, PolicyModel> {
  checkTrainingOptions('trainActorCritic', options);
  checkEnvironment('trainActorCritic', environment);
  const config = resolveActorCriticConfig(options.config ?? {}, environment);
  return yield* runTraining(
    builtWhole(() => actorCriticLearner(config, environment)),
    options,
  );
}
