import * as tf from '@tensorflow/tfjs';
import type { Environment } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ActorCriticConfigInput } from '../../../src/policy/training/actorCriticConfig.ts';
import {
  policyConfigOf,
  resolveActorCriticConfig,
} from '../../../src/policy/training/actorCriticConfig.ts';
import { EpisodeTally } from '../../../src/policy/training/episodeTally.ts';
import { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import { PolicyRunner } from '../../../src/policy/model/policyRunner.ts';
import type { RolloutParts } from '../../../src/policy/training/rollout.ts';

/** A policy at its random start, and who acts by it in new environments; the caller disposes of both. */
export function begin(environment: Environment, input: ActorCriticConfigInput) {
  const config = resolveActorCriticConfig(input, environment);
  const stream = new RandomStream(config.seed);
  const model = PolicyModel.create(policyConfigOf(config, environment), stream.split('model'));
  const count = config.environments;
  const runner = new PolicyRunner(model, { count, stream: stream.split('actions') });
  const parts: RolloutParts = {
    owner: 'test',
    runner,
    batch: environment.start(count, stream.split('environments')),
    sizes: environment,
    tally: new EpisodeTally(count),
  };
  const dispose = () => {
    runner.dispose();
    model.dispose();
  };
  return { config, model, runner, parts, dispose };
}

/** How many tensors an action leaves behind. */
export async function leftBehind(run: () => Promise<void>): Promise<number> {
  const before = tf.memory().numTensors;
  await run();
  return tf.memory().numTensors - before;
}
