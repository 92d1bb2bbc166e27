import * as tf from '@tensorflow/tfjs';
import type { Environment } from '@causal-mechanisms/datasets';
import {
  adamPart,
  FlatAdam,
  jsonPart,
  numbersPart,
  parametersPart,
  RandomStream,
  streamPart,
  tensorsPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { PolicyModel } from '../model/policyModel.ts';
import { PolicyRunner } from '../model/policyRunner.ts';
import { policyConfigOf } from './actorCriticConfig.ts';
import type { ActorCriticConfig } from './actorCriticConfig.ts';
import { environmentPart } from './environmentPart.ts';
import { startEnvironments } from './environmentChecks.ts';
import { EpisodeTally } from './episodeTally.ts';
import { collectRollout } from './rollout.ts';
import { updatePolicy } from './updatePolicy.ts';

const OWNER = 'trainActorCritic';

/** Returns and successes are averaged over so many episodes that ended last. */
const RECENT = 100;

/** Of RMSProp: no mean of the gradient, and the mean square of the last hundred or so updates. */
const OPTIMISERS = {
  rmsprop: { beta1: 0, beta2: 0.99, epsilon: 1e-5 },
  adam: {},
} as const;

const recentSchema = z.object({
  episodes: z.int().check(z.minimum(0)),
  totals: z.array(z.number()).check(z.maxLength(RECENT)),
  successes: z.array(z.number()).check(z.maxLength(RECENT)),
});

/**
 * An actor-critic as a learner: its parameters, its optimiser, the environments, and what the policy remembers in each.
 *
 * @param config - The configuration.
 * @param environment - What is acted in.
 * @returns The learner.
 */
export function actorCriticLearner(
  config: ActorCriticConfig,
  environment: Environment,
): Learner<PolicyModel> {
  const master = new RandomStream(config.seed);
  const actions = master.split('actions');
  const batch = startEnvironments(
    OWNER,
    environment,
    config.environments,
    master.split('environments'),
  );
  const model = PolicyModel.create(policyConfigOf(config, environment), master.split('parameters'));
  const adam = new FlatAdam(model.parameters.layout.length, {
    ...OPTIMISERS[config.optimiser],
    learningRate: config.learningRate,
  });
  const runner = new PolicyRunner(model, { count: config.environments, stream: actions });
  const tally = new EpisodeTally(config.environments);
  const { observationWidth, actions: actionCount } = environment;
  const sizes = { observationWidth, actions: actionCount };
  let recent: z.infer<typeof recentSchema> = { episodes: 0, totals: [], successes: [] };
  return {
    owner: OWNER,
    config,
    stepsKey: 'updates',
    // A step size that falls until the last update depends on which one that is.
    prolongable: config.finalLearningRate === config.learningRate,
    facts: { environment: environment.name, ...sizes },
    model,
    state: {
      model: parametersPart(model.parameters),
      adam: adamPart(adam),
      actions: streamPart(actions),
      environments: environmentPart(OWNER, batch),
      remembered: tensorsPart({
        get: () => ({ ...runner.state }),
        set: (state) => {
          runner.state = Object.keys(state).length === 0 ? undefined : state;
        },
      }),
      totals: numbersPart(tally.totals),
      steps: numbersPart(tally.steps),
      recent: jsonPart(recentSchema, {
        get: () => recent,
        set: (value) => (recent = value),
      }),
    },
    main: {
      name: 'training',
      steps: config.updates,
      async step(done) {
        const parts = { owner: OWNER, runner, batch, sizes, tally };
        const rollout = await collectRollout(parts, config.rolloutSteps);
        try {
          const update = await updatePolicy({ config, model, adam }, rollout, done);
          const { finished } = rollout;
          recent = {
            episodes: recent.episodes + finished.length,
            totals: [...recent.totals, ...finished.map(({ total }) => total)].slice(-RECENT),
            successes: [
              ...recent.successes,
              ...finished.map(({ succeeded }) => Number(succeeded)),
            ].slice(-RECENT),
          };
          return {
            scalars: {
              ...update,
              episodes: recent.episodes,
              meanReturn: mean(recent.totals),
              successRate: mean(recent.successes),
            },
          };
        } finally {
          tf.dispose({ ...rollout.start });
        }
      },
    },
    dispose() {
      adam.dispose();
      runner.dispose();
    },
  };
}

/** 0 before an episode ended. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
