import {
  checkCount,
  checkFunction,
  checkNumber,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkDeltas } from './expectedRatio.ts';
import { regretGradient } from './regret.ts';
import { createScalarOptimiser } from './scalarOptimiser.ts';
import type { ScalarOptimiser, ScalarOptimiserOptions } from './scalarOptimiser.ts';

/** Options of {@link beliefTrajectory}. */
export interface BeliefTrajectoryOptions {
  /**
   * Deltas per episode: 1 where each is that of a whole episode, or the number of mini-batches where the gradient of an episode is the
   * sum of theirs, each with the belief at its start. Default: 1.
   */
  readonly perEpisode?: number;
  /** How gamma follows the gradient, or the optimiser itself, which is updated. Default: RMSprop with a step size of 0.01. */
  readonly optimiser?: ScalarOptimiserOptions | ScalarOptimiser;
  /** Gamma before the first episode. Default: 0. */
  readonly start?: number;
}

/**
 * The belief over a list of episodes: gamma follows the gradient of the regret. Delta does not depend on gamma, so that episodes can be
 * adapted beforehand, in any order.
 *
 * @param deltas - `log L_forward - log L_backward` of every episode, or of all mini-batches of the first episode, the second, and so on.
 * @param options - How gamma moves.
 * @returns Gamma after every episode.
 * @throws ValuesError when there is no episode, or a Delta is not finite, or the last episode is not whole; ArgumentError when a setting is out of
 * range.
 *
 * @example
 * ```ts
 * import { beliefTrajectory } from '@causal-mechanisms/meta-transfer';
 * import { sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * const gammas = beliefTrajectory(new Float64Array(1000).fill(0.1));
 * console.log(sigmoid(gammas[999] ?? NaN) > 0.99); // true
 * ```
 */
export function beliefTrajectory(
  deltas: ArrayLike<number>,
  options: BeliefTrajectoryOptions = {},
): Float64Array {
  const owner = 'beliefTrajectory';
  const { perEpisode = 1, optimiser = {}, start = 0 } = checkOptions(owner, options);
  checkDeltas(owner, deltas);
  checkNumber(owner, 'start', start);
  checkOptions(owner, optimiser, 'optimiser');
  checkCount(owner, 'perEpisode', perEpisode);
  const episodes = deltas.length / perEpisode;
  if (!Number.isInteger(episodes)) {
    throw new ValuesError(
      `${owner}: the ${deltas.length} deltas must be a whole number of episodes, perEpisode is ${perEpisode}`,
      { data: { deltas: deltas.length, perEpisode } },
    );
  }
  const follower = 'update' in optimiser ? optimiser : createScalarOptimiser(optimiser);
  checkFunction(owner, 'optimiser.update', Reflect.get(follower, 'update'));
  const gammas = new Float64Array(episodes);
  let gamma = start;
  for (let episode = 0; episode < episodes; episode++) {
    let gradient = 0;
    for (let i = episode * perEpisode; i < (episode + 1) * perEpisode; i++) {
      gradient += regretGradient(gamma, deltas[i] ?? NaN);
    }
    gamma = follower.update(gamma, gradient);
    gammas[episode] = gamma;
  }
  return gammas;
}
