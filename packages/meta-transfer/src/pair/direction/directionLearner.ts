import { createEpisodeSampler } from '@causal-mechanisms/datasets';
import type { CategoricalPair, PairSamples } from '@causal-mechanisms/datasets';
import {
  jsonPart,
  numbersPart,
  RandomStream,
  sigmoid,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { regret, regretGradient } from '../../belief/regret.ts';
import { createScalarOptimiser, scalarOptimiserStateSchema } from '../../belief/scalarOptimiser.ts';
import type { DirectionConfig } from './directionConfig.ts';
import { CausalDirectionModel } from './directionModel.ts';
import type { PairEpisodes } from '../pairEpisodes.ts';
import { TableAdapter } from '../tableAdapter.ts';
import type { TabularHypotheses } from '../tabularHypotheses.ts';

/** Transfer episodes that were observed, with the hypotheses before them. */
export interface PairTransfers {
  /** Both, such as `hypothesesFromSamples` estimates them. */
  readonly hypotheses: TabularHypotheses;
  /** The transfer episodes, in the order in which they are learned from. */
  readonly episodes: PairEpisodes;
}

/** Where the episodes of a learner come from. */
interface EpisodeSource {
  /** Where the pairs of episode `done` lie, and from which place on. */
  next(done: number): { readonly samples: PairSamples; readonly offset: number };
}

/** A causal direction as a learner: one episode per step. */
export function directionLearner(
  config: DirectionConfig,
  hypotheses: TabularHypotheses,
  source: CategoricalPair | PairTransfers,
): Learner<CausalDirectionModel> {
  const { batches, batchSize, innerRate, regretOver } = config;
  const stream = new RandomStream(config.seed).split('episodes');
  const model = new CausalDirectionModel(config, hypotheses);
  const { state } = model;
  const optimiser = createScalarOptimiser(config.optimiser);
  optimiser.restore(state.optimiser);
  const settings = { batches, batchSize, learningRate: innerRate };
  const forward = new TableAdapter(hypotheses.forward, settings);
  const backward = new TableAdapter(hypotheses.backward, settings);
  const scores = new Float64Array(2 * batches);
  const episodes =
    'episodes' in source
      ? observed(source.episodes)
      : drawn(source, config, batches * batchSize, stream);
  const beliefSchema = z.strictObject({ gamma: z.number(), optimiser: scalarOptimiserStateSchema });

  return {
    owner: 'trainCausalDirection',
    config,
    stepsKey: 'episodes',
    facts: {
      categories: [...hypotheses.categories],
      ...('episodes' in source ? { pairs: source.episodes.a.length } : {}),
    },
    model,
    state: {
      belief: jsonPart(beliefSchema, {
        get: () => ({ gamma: state.gamma, optimiser: state.optimiser }),
        set: (saved) => {
          state.gamma = saved.gamma;
          state.optimiser = saved.optimiser;
          optimiser.restore(saved.optimiser);
        },
      }),
      totals: numbersPart(state.totals.values),
      stream: streamPart(stream),
    },
    main: {
      name: 'transfer',
      steps: config.episodes,
      step(done) {
        const { samples, offset } = episodes.next(done);
        forward.score(samples.a, samples.b, offset, scores, 0);
        backward.score(samples.b, samples.a, offset, scores, batches);
        let [one, other, gradient] = [0, 0, 0];
        for (let k = 0; k < batches; k++) {
          const [first, second] = [scores[k] ?? NaN, scores[batches + k] ?? NaN];
          one += first;
          other += second;
          if (regretOver === 'batch') gradient += regretGradient(state.gamma, first - second);
        }
        const delta = one - other;
        state.totals.add(delta);
        if (regretOver === 'episode') gradient = regretGradient(state.gamma, delta);
        const loss = regret(state.gamma, { forward: one, backward: other });
        state.gamma = optimiser.update(state.gamma, gradient);
        state.optimiser = optimiser.state();
        return Promise.resolve({
          scalars: { delta, regret: loss, gamma: state.gamma, belief: sigmoid(state.gamma) },
        });
      },
    },
    dispose: () => undefined,
  };
}

function observed({ a, b, batches, batchSize }: PairEpisodes): EpisodeSource {
  const samples = { a, b };
  return { next: (done) => ({ samples, offset: done * batches * batchSize }) };
}

function drawn(
  pair: CategoricalPair,
  { change }: DirectionConfig,
  length: number,
  stream: RandomStream,
): EpisodeSource {
  const sampler = createEpisodeSampler(pair, { samples: length, change });
  const samples = { a: new Uint8Array(length), b: new Uint8Array(length) };
  return {
    next() {
      sampler.draw(stream, samples);
      return { samples, offset: 0 };
    },
  };
}
