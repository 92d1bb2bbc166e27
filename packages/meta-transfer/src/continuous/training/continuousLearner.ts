import {
  adamPart,
  FlatAdam,
  jsonPart,
  pacer,
  parametersPart,
  RandomStream,
  streamPart,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Learner, Phase } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { costRegretGradient } from '../../belief/costRegret.ts';
import { regretGradient } from '../../belief/regret.ts';
import type { EpisodeLikelihoods } from '../../belief/regret.ts';
import { createScalarOptimiser, scalarOptimiserStateSchema } from '../../belief/scalarOptimiser.ts';
import { checkPairs } from '../columns.ts';
import type { CheckedPairs } from '../columns.ts';
import type { ContinuousDirectionConfig } from './continuousConfig.ts';
import { ContinuousDirectionModel } from './continuousDirectionModel.ts';
import type { ContinuousSource, ResolvedSource } from './continuousSource.ts';
import { closedFormScorer, fitPairs, inUnits, pairScales } from './episodeScorer.ts';
import type { EpisodeScorer } from './episodeScorer.ts';
import { initialNetworks, networkScorer, trainNetworks } from './networkScorer.ts';
import type { NetworksInTraining } from './networkScorer.ts';

const OWNER = 'trainContinuousDirection';

const beliefSchema = z.object({
  gamma: z.number(),
  deltas: z.array(z.number()),
  optimiser: scalarOptimiserStateSchema,
});

/**
 * The direction between two numeric variables as a learner: a belief, and hypotheses that are trained first.
 *
 * An episode's Delta does not depend on the belief: episodes are scored many at a time, ahead of the steps that use them. Each is drawn from a stream of
 * its own, so that nothing of the others is to be kept.
 *
 * @param config - The configuration.
 * @param source - Where pairs come from.
 * @returns The learner.
 */
export function continuousLearner(
  config: ContinuousDirectionConfig,
  source: ContinuousSource & Partial<Pick<ResolvedSource, 'facts'>>,
): Learner<ContinuousDirectionModel> {
  const master = new RandomStream(config.seed);
  const training = fitPairs(source, config, master.split('fit'));
  const scales = pairScales(training);
  const networks = config.mechanism === 'mdn' ? newNetworks(config, master) : undefined;
  const batches = master.split('batches');
  const pause = pacer();
  const optimiser = createScalarOptimiser({ kind: 'adam', learningRate: config.beliefRate });
  const model = new ContinuousDirectionModel({
    config,
    gamma: 0,
    deltas: [],
    networks: networks?.parameters,
  });
  const episodes = episodeScores(config, source, {
    stream: master.split('episodes'),
    scorer: () =>
      networks === undefined
        ? closedFormScorer(config, training)
        : networkScorer(config, networks.parameters, scales),
  });
  const drawn = (count: number): CheckedPairs =>
    inUnits(checkPairs(OWNER, 'training', source.sampleTraining(count, batches), count), scales);
  return {
    owner: OWNER,
    config,
    stepsKey: 'episodes',
    facts: { ...source.facts },
    model,
    state: {
      belief: jsonPart(beliefSchema, {
        get: () => ({
          gamma: model.gamma,
          deltas: [...model.deltas],
          optimiser: optimiser.state(),
        }),
        set(saved) {
          model.restored(saved.gamma, saved.deltas);
          optimiser.restore(saved.optimiser);
        },
      }),
      batches: streamPart(batches),
      ...(networks === undefined
        ? {}
        : { networks: parametersPart(networks.parameters), adam: adamPart(networks.adam) }),
    },
    before: networks === undefined ? [] : [trainingPhase(config, networks, drawn)],
    main: {
      name: 'episodes',
      steps: config.episodes,
      async step(done) {
        const { forward, backward } = await episodes(done);
        const delta = forward - backward;
        const { gamma } = model;
        const gradient =
          config.cost === 'likelihoods'
            ? regretGradient(gamma, delta)
            : costRegretGradient(gamma, -delta);
        model.learned(optimiser.update(gamma, gradient), delta);
        await pause();
        return { scalars: { delta, belief: model.belief } };
      },
    },
    dispose() {
      networks?.adam.dispose();
    },
  };
}

function newNetworks(config: ContinuousDirectionConfig, master: RandomStream): NetworksInTraining {
  const parameters = initialNetworks(config, master.split('networks'));
  const adam = new FlatAdam(parameters.layout.length, { learningRate: config.trainingRate });
  return { parameters, adam };
}

function trainingPhase(
  config: ContinuousDirectionConfig,
  networks: NetworksInTraining,
  drawn: (count: number) => CheckedPairs,
): Phase {
  return {
    name: 'training',
    steps: config.trainingSteps,
    async step() {
      const losses = await trainNetworks(config, networks, drawn(config.trainingPairs));
      const [forward = NaN, backward = NaN] = losses;
      if (!losses.every(Number.isFinite)) {
        throw new ValuesError(`${OWNER}: a loss of training is not finite`, { data: { losses } });
      }
      return { scalars: { forward, backward } };
    },
  };
}

/** Scores episodes as they are asked for, `parallel` at a time where networks adapt. */
function episodeScores(
  config: ContinuousDirectionConfig,
  source: ContinuousSource,
  { stream, scorer }: { readonly stream: RandomStream; readonly scorer: () => EpisodeScorer },
): (index: number) => Promise<EpisodeLikelihoods> {
  const atOnce = config.mechanism === 'mdn' ? config.parallel : 1;
  const ahead = new Map<number, EpisodeLikelihoods>();
  let scoring: EpisodeScorer | undefined;
  return async (index) => {
    if (!ahead.has(index)) {
      scoring ??= scorer();
      ahead.clear();
      // Always the same episodes in one batch, wherever a run was interrupted: rounding depends on the batch.
      const first = index - (index % atOnce);
      const pairs = Array.from({ length: atOnce }, (_, i) => {
        const own = stream.split(String(first + i));
        const transfer = source.transfer(own);
        return checkPairs(OWNER, 'transfer', transfer.sample(config.pairs, own), config.pairs);
      });
      const scores = await scoring.score(pairs).catch((error: unknown) => {
        if (!(error instanceof ValuesError)) throw error;
        const last = first + pairs.length - 1;
        const which = last === first ? `episode ${first}` : `episodes ${first} to ${last}`;
        throw new ValuesError(`${OWNER}: ${which}: ${error.message}`, {
          cause: error,
          data: { first, last },
        });
      });
      scores.forEach((score, i) => ahead.set(first + i, score));
    }
    const found = ahead.get(index) ?? { forward: NaN, backward: NaN };
    if (!Number.isFinite(found.forward - found.backward)) {
      throw new ValuesError(
        `${OWNER}: the log-likelihoods of episode ${index} are not finite: ${found.forward} and ${found.backward}`,
        { data: { episode: index, ...found } },
      );
    }
    return found;
  };
}
