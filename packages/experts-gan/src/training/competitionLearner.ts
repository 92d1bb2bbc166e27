import type { ImageSampler } from '@causal-mechanisms/datasets';
import { pacer, RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { averagedModel } from './averagedModel.ts';
import { competitionStep } from './competition.ts';
import type { ChooseWinners, CompetitionStep } from './competition.ts';
import { competitorsOf, disposeOptimisers, stateOfCompetitors } from './competitors.ts';
import type { Competitors } from './competitors.ts';
import { identityPhases } from './identityPhase.ts';
import { winnersByLogit } from './logitLosses.ts';

/** Where both kinds of images are drawn from. */
export interface Samplers {
  /** Images that unknown mechanisms have changed. */
  readonly transformed: ImageSampler;
  /** Images as they should be. */
  readonly canonical: ImageSampler;
}

/**
 * The competition as a learner: the pre-training of every expert, then Algorithm 1.
 *
 * @param config - The configuration.
 * @param samplers - Where the batches are drawn from.
 * @param chooseWinners - How the winners of a batch are chosen.
 * @returns The learner.
 */
export function competitionLearner(
  config: ExpertsConfig,
  samplers: Samplers,
  chooseWinners: ChooseWinners = winnersByLogit,
): Learner<ExpertsModel> {
  const { shape } = samplers.transformed;
  const master = new RandomStream(config.seed);
  const drawn = () => ExpertsModel.create(config, shape, master.split('parameters'));
  const competing = drawn();
  const average =
    config.averaging === false ? undefined : averagedModel(competing, drawn(), config.averaging);
  const competitors = competitorsOf(competing);
  const streams = {
    transformed: master.split('transformed'),
    canonical: master.split('canonical'),
  };
  const pause = pacer();
  const identity = identityPhases(config, competitors, samplers.transformed);
  return {
    owner: 'trainExperts',
    config,
    stepsKey: 'iterations',
    facts: { shape: [...shape] },
    model: average?.model ?? competing,
    state: {
      ...stateOfCompetitors(competitors),
      ...average?.state,
      identity: identity.stream,
      transformed: streamPart(streams.transformed),
      canonical: streamPart(streams.canonical),
    },
    before: identity.phases.map((phase) => ({
      ...phase,
      async end() {
        await phase.end?.();
        average?.copy();
      },
    })),
    main: {
      name: 'competition',
      steps: config.iterations,
      async step(done) {
        const { wins, ...scalars } = await iterate(competitors, samplers, streams, {
          batchSize: config.batchSize,
          average: config.expertLoss,
          chooseWinners,
          pause,
        });
        average?.update(done);
        const counts = Array.from(wins, (count, j) => [`wins/${j}`, count] as const);
        return { scalars: { ...scalars, ...Object.fromEntries(counts) } };
      },
    },
    dispose() {
      identity.dispose();
      disposeOptimisers(competitors);
      if (average !== undefined) competing.dispose();
    },
  };
}

/** Draws both batches and does one iteration; the batches are gone afterwards, whatever happens. */
async function iterate(
  competitors: Competitors,
  samplers: Samplers,
  streams: Readonly<Record<keyof Samplers, RandomStream>>,
  { batchSize, ...rules }: Parameters<typeof competitionStep>[3] & { readonly batchSize: number },
): Promise<CompetitionStep> {
  const transformed = await samplers.transformed.sample(batchSize, streams.transformed);
  try {
    const canonical = await samplers.canonical.sample(batchSize, streams.canonical);
    try {
      return await competitionStep(competitors, transformed.images, canonical.images, rules);
    } finally {
      canonical.images.dispose();
    }
  } finally {
    transformed.images.dispose();
  }
}
