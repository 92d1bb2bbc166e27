import type { EnvironmentBatch } from '@causal-mechanisms/datasets';
import { dispose } from '@tensorflow/tfjs';
import type { CoreState } from '../../cores/sequenceCore.ts';
import type { PolicyRunner } from '../model/policyRunner.ts';
import { checkObservations, stepEnvironments } from './environmentChecks.ts';
import type { EnvironmentSizes } from './environmentChecks.ts';
import type { EpisodeTally, FinishedEpisode } from './episodeTally.ts';

/** A few steps of environments side by side. */
export interface Rollout {
  readonly steps: number;
  readonly count: number;
  /** What was seen before each step `[steps, count, observationWidth]`. */
  readonly observations: Float32Array;
  /** `[steps, count]` */
  readonly actions: Int32Array;
  /** `[steps, count]` */
  readonly rewards: Float32Array;
  /** 1 where an episode ended `[steps, count]`. */
  readonly ended: Uint8Array;
  /** What return the critic expected before each step `[steps, count]`. */
  readonly values: Float32Array;
  /** What it expects after the last step `[count]`. */
  readonly lastValues: Float32Array;
  /** What the policy remembered before the first step; the caller disposes of it. */
  readonly start: CoreState;
  /** The episodes that ended. */
  readonly finished: readonly FinishedEpisode[];
}

/** Who acts where. */
export interface RolloutParts {
  readonly owner: string;
  readonly runner: PolicyRunner;
  readonly batch: EnvironmentBatch;
  readonly sizes: EnvironmentSizes;
  readonly tally: EpisodeTally;
}

/**
 * Acts for a few steps, from where the environments stand.
 *
 * @param parts - Runner, environments and tally; all go on.
 * @param steps - How many.
 * @returns What happened.
 * @throws ArgumentError, ShapeError, ValuesError when the environments give what does not fit.
 */
export async function collectRollout(
  { owner, runner, batch, sizes, tally }: RolloutParts,
  steps: number,
): Promise<Rollout> {
  const { count } = batch;
  const width = sizes.observationWidth * count;
  const observations = new Float32Array(steps * width);
  const actions = new Int32Array(steps * count);
  const rewards = new Float32Array(steps * count);
  const ended = new Uint8Array(steps * count);
  const values = new Float32Array(steps * count);
  const finished: FinishedEpisode[] = [];
  const start = runner.snapshot();
  try {
    let seen = batch.observe();
    checkObservations(owner, 'environment.observe()', seen, count, sizes);
    for (let t = 0; t < steps; t++) {
      const decision = await runner.decide(seen);
      observations.set(seen, t * width);
      actions.set(decision.actions, t * count);
      values.set(decision.values, t * count);
      const step = stepEnvironments(owner, batch, decision.actions, sizes);
      rewards.set(step.rewards, t * count);
      ended.set(step.ended, t * count);
      finished.push(...tally.add(step));
      runner.restart(step.ended);
      seen = step.observations;
    }
    const lastValues = await runner.values(seen);
    return {
      ...{ steps, count, observations, actions, rewards, ended, values, lastValues },
      ...{ start, finished },
    };
  } catch (error) {
    dispose({ ...start });
    throw error;
  }
}
