import * as tf from '@tensorflow/tfjs';
import { pacer, parameterLayout, ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { FlatAdam, ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { EpisodeLikelihoods } from '../../belief/regret.ts';
import type { CheckedPairs } from '../columns.ts';
import { refittedLogLikelihood } from '../mixture/refittedLogLikelihood.ts';
import { adaptMixtureNetworks } from '../network/adaptMixtureNetworks.ts';
import { mixtureNetworkGradient } from '../network/mixtureNetworkGradient.ts';
import { initialMixtureNetwork, mixtureNetworkLayout } from '../network/mixtureNetworkLayout.ts';
import type { ContinuousDirectionConfig } from './continuousConfig.ts';
import { inUnits } from './episodeScorer.ts';
import type { EpisodeScorer, PairScales } from './episodeScorer.ts';

/** Networks in the order in which they lie: B given A, A given B, and, where marginals adapt, A alone and B alone. */
type Role = 'forward' | 'backward' | 'a' | 'b';

/**
 * The networks of both hypotheses, newly drawn. A marginal is a network without a changing input.
 *
 * @param config - Sizes, and whether marginals are networks.
 * @param stream - What they are drawn with.
 * @returns Their parameters `[networks, length]` in one vector; the caller disposes of it.
 */
export function initialNetworks(
  config: ContinuousDirectionConfig,
  stream: RandomStream,
): ParameterVector {
  const { hidden, components } = config;
  const layout = networksLayout(config);
  const values = new Float32Array(layout.length);
  rolesOf(config).forEach((role, i, { length }) => {
    const drawn = initialMixtureNetwork(stream.split(role), { hidden, components });
    values.set(drawn, (i * values.length) / length);
  });
  return new ParameterVector(layout, tf.tensor1d(values));
}

/**
 * @param config - Sizes, and whether marginals are networks.
 * @returns How the parameters of all networks lie in one vector.
 */
export function networksLayout(config: ContinuousDirectionConfig): ParameterLayout {
  const { hidden, components } = config;
  const { length } = mixtureNetworkLayout({ hidden, components });
  return parameterLayout([{ name: 'networks', shape: [rolesOf(config).length, length] }]);
}

/** What changes while networks are trained. */
export interface NetworksInTraining {
  /** The networks. */
  readonly parameters: ParameterVector;
  /** Their optimiser. */
  readonly adam: FlatAdam;
}

/**
 * One step of training of all networks on the same pairs.
 *
 * @param config - Sizes.
 * @param networks - Changed in place.
 * @param pairs - In units of the scales.
 * @returns The mean negative log-likelihood of each network before the step.
 */
export async function trainNetworks(
  config: ContinuousDirectionConfig,
  { parameters, adam }: NetworksInTraining,
  pairs: CheckedPairs,
): Promise<Float32Array> {
  const roles = rolesOf(config);
  const { losses, values } = tf.tidy(() => {
    const [x, y] = columnsOf(roles, [pairs]);
    const found = mixtureNetworkGradient(
      { parameters: networksOf(parameters), x, y },
      { hidden: config.hidden, components: config.components },
    );
    return {
      losses: found.losses,
      values: adam.update(parameters.values, found.gradient.as1D()),
    };
  });
  parameters.replace(values);
  try {
    return await losses.data<'float32'>();
  } finally {
    losses.dispose();
  }
}

/**
 * @param config - Sizes and how episodes are scored.
 * @param parameters - The trained networks; they stay as they are.
 * @param scales - Of training.
 * @returns The scorer.
 */
export function networkScorer(
  config: ContinuousDirectionConfig,
  parameters: ParameterVector,
  scales: PairScales,
): EpisodeScorer {
  const { innerSteps, innerRate, hidden, components, likelihood } = config;
  const roles = rolesOf(config);
  return {
    async score(episodes) {
      const pairs = episodes.map((episode) => inUnits(episode, scales));
      const batch = tf.tidy(() => {
        const [x, y] = columnsOf(roles, pairs);
        // Episode after episode, each with all networks.
        return { x, y, parameters: networksOf(parameters).tile<tf.Tensor2D>([pairs.length, 1]) };
      });
      let costs: Float64Array;
      try {
        const options = { hidden, components, steps: innerSteps, learningRate: innerRate };
        costs = await adaptMixtureNetworks(batch, options);
      } finally {
        tf.dispose({ ...batch });
      }
      const pause = pacer();
      const scores: EpisodeLikelihoods[] = [];
      for (const [i, { a, b }] of pairs.entries()) {
        const cost = (role: Role) => costs[i * roles.length + roles.indexOf(role)] ?? NaN;
        const alone = (role: 'a' | 'b', column: Float64Array) =>
          roles.includes(role)
            ? cost(role)
            : -innerSteps * refittedLogLikelihood(column, components);
        const by = likelihood === 'mean' ? 1 : a.length;
        scores.push({
          forward: -by * (alone('a', a) + cost('forward')),
          backward: -by * (alone('b', b) + cost('backward')),
        });
        await pause();
      }
      return scores;
    },
  };
}

function rolesOf({ marginal }: ContinuousDirectionConfig): readonly Role[] {
  return marginal === 'refit' ? ['forward', 'backward'] : ['forward', 'backward', 'a', 'b'];
}

/** Inputs and targets of every network of every episode. */
function columnsOf(
  roles: readonly Role[],
  episodes: readonly CheckedPairs[],
): [tf.Tensor2D, tf.Tensor2D] {
  const samples = episodes[0]?.a.length ?? 0;
  const rows = episodes.length * roles.length;
  const [x, y] = [new Float32Array(rows * samples), new Float32Array(rows * samples)];
  let place = 0;
  for (const { a, b } of episodes) {
    for (const role of roles) {
      // What a marginal reads is always 0.
      if (role === 'forward') x.set(a, place);
      if (role === 'backward') x.set(b, place);
      y.set(role === 'forward' || role === 'b' ? b : a, place);
      place += samples;
    }
  }
  return [tf.tensor2d(x, [rows, samples]), tf.tensor2d(y, [rows, samples])];
}

function networksOf(parameters: ParameterVector): tf.Tensor2D {
  return parameters.views[0] as tf.Tensor2D;
}
