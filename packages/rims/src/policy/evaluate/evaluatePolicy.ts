import type { Environment } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkInstance,
  checkOptions,
  checkSignal,
  checkText,
  ConfigError,
  pacer,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ActionChoice } from '../model/chooseActions.ts';
import { PolicyModel } from '../model/policyModel.ts';
import { PolicyRunner } from '../model/policyRunner.ts';
import {
  checkEnvironment,
  checkObservations,
  startEnvironments,
  stepEnvironments,
} from '../training/environmentChecks.ts';
import { EpisodeTally } from '../training/episodeTally.ts';
import type { FinishedEpisode } from '../training/episodeTally.ts';

/** Options of {@link evaluatePolicy}. */
export interface EvaluatePolicyOptions {
  /** How many episodes. Default: 100. */
  readonly episodes?: number;
  /** How many environments stand side by side, at most as many as episodes. Default: 32, or as many as episodes. */
  readonly environments?: number;
  /** Decides episodes and actions. Default: 1. */
  readonly seed?: number;
  /** `sample`: as likely as the policy has it; `likeliest`: the likeliest one. Default: sample. */
  readonly choice?: ActionChoice;
  /** How many steps every environment takes at most. Default: 1 000 000. */
  readonly mostSteps?: number;
  /** Ends the evaluation with the signal's reason. Default: none. */
  readonly signal?: AbortSignal;
}

/** How a policy did. */
export interface PolicyScores {
  /** Episodes that were looked at. */
  readonly episodes: number;
  /** The share of them that went well. */
  readonly successRate: number;
  /** The mean sum of rewards. */
  readonly meanReturn: number;
  /** The mean number of actions. */
  readonly meanSteps: number;
}

const OWNER = 'evaluatePolicy';

/**
 * Lets a policy act for a number of episodes. How many each environment does is settled before, so that short episodes do not count more
 * often than long ones.
 *
 * @param model - The policy; not disposed.
 * @param environment - What it acts in.
 * @param options - How many episodes, and which.
 * @returns The share that went well, mean return and mean length.
 * @throws ArgumentError, ShapeError, ValuesError when the environment gives what does not fit, or its episodes do not end; ConfigError
 * when the policy is for another one; the signal's reason when it is aborted.
 *
 * @example
 * ```ts
 * import { fetchEnvironment } from '@causal-mechanisms/datasets';
 * import { evaluatePolicy, PolicyModel } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const environment = fetchEnvironment({ size: 5 });
 * const { observationWidth, actions } = environment;
 * const core = { kind: 'lstm', units: 8 } as const;
 * const parts = { core, observationWidth, actions, encoder: [8], actor: [], critic: [] };
 * const model = PolicyModel.create(parts, new RandomStream(1));
 * const { episodes, successRate } = await evaluatePolicy(model, environment, { episodes: 20 });
 * console.log(episodes, successRate >= 0 && successRate <= 1); // 20 true
 * model.dispose();
 * ```
 */
export async function evaluatePolicy(
  model: PolicyModel,
  environment: Environment,
  options: EvaluatePolicyOptions = {},
): Promise<PolicyScores> {
  checkInstance(OWNER, 'model', model, PolicyModel);
  model.checkAlive(OWNER);
  checkEnvironment(OWNER, environment);
  const { episodes = 100, seed = 1, choice = 'sample' } = checkOptions(OWNER, options);
  const { mostSteps = 1_000_000, signal } = options;
  checkCount(OWNER, 'episodes', episodes, { most: 100_000_000 });
  const { environments = Math.min(32, episodes) } = options;
  checkCount(OWNER, 'environments', environments, { most: Math.min(episodes, 65_536) });
  checkCount(OWNER, 'mostSteps', mostSteps);
  checkCount(OWNER, 'seed', seed, { least: 0, most: Number.MAX_SAFE_INTEGER });
  checkText(OWNER, 'choice', choice, ['sample', 'likeliest']);
  checkSignal(OWNER, signal);
  checkFits(model, environment);
  const stream = new RandomStream(seed);
  const batch = startEnvironments(OWNER, environment, environments, stream.split('environments'));
  const actions = stream.split('actions');
  const runner = new PolicyRunner(model, { count: environments, stream: actions, choice });
  const tally = new EpisodeTally(environments);
  /** How many episodes of each environment still count. */
  const left = Int32Array.from(
    { length: environments },
    (_, i) => Math.floor(episodes / environments) + (i < episodes % environments ? 1 : 0),
  );
  const counted: FinishedEpisode[] = [];
  const pause = pacer();
  try {
    let seen = batch.observe();
    checkObservations(OWNER, 'environment.observe()', seen, environments, environment);
    for (let step = 0; counted.length < episodes; step++) {
      signal?.throwIfAborted();
      if (step === mostSteps) throw endless(mostSteps, counted.length, episodes);
      const decision = await runner.decide(seen);
      const result = stepEnvironments(OWNER, batch, decision.actions, environment);
      for (const finished of tally.add(result)) {
        const rest = left[finished.environment] as number;
        if (rest === 0) continue;
        left[finished.environment] = rest - 1;
        counted.push(finished);
      }
      runner.restart(result.ended);
      seen = result.observations;
      await pause();
    }
  } finally {
    runner.dispose();
  }
  const mean = (value: (episode: FinishedEpisode) => number) =>
    counted.reduce((sum, episode) => sum + value(episode), 0) / episodes;
  return {
    episodes,
    successRate: mean(({ succeeded }) => Number(succeeded)),
    meanReturn: mean(({ total }) => total),
    meanSteps: mean(({ steps }) => steps),
  };
}

function checkFits(
  { config }: PolicyModel,
  { observationWidth, actions, name }: Environment,
): void {
  if (config.observationWidth === observationWidth && config.actions === actions) return;
  throw new ConfigError(
    `${OWNER}: the policy is for ${config.observationWidth} numbers and ${config.actions} actions, ${name} has ${observationWidth} and ${actions}`,
    { data: { expected: config, observationWidth, actions } },
  );
}

function endless(mostSteps: number, finished: number, episodes: number): ValuesError {
  return new ValuesError(
    `${OWNER}: after ${mostSteps} steps of every environment only ${finished} of ${episodes} episodes have ended`,
    { data: { mostSteps, finished, episodes } },
  );
}
