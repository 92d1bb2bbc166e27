import type { Tensor4D } from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { pacer, RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
import type { Learner, Phase } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsWeights } from '../model/expertsBank.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { scorerPhases } from '../objectives/createScorer.ts';
import type { CustomObjective } from '../objectives/customObjective.ts';
import { averagedModel } from './averagedModel.ts';
import { competitionStep } from './competition.ts';
import type { CompetitionRules, StepSizes } from './competition.ts';
import { watchConvergence } from './convergence.ts';
import { competitorsOf, disposeOptimisers, stateOfCompetitors } from './competitors.ts';
import type { Competitors } from './competitors.ts';
import { identityPhases } from './identityPhase.ts';
import { disposeNoise, drawInstanceNoise, instanceDeviation } from './instanceNoise.ts';
import { learningRateFactor } from './learningRates.ts';
import { splitRepair } from './splitRepair.ts';
import { warmUpStep } from './warmUp.ts';
import type { ChooseWinners } from './winners/chooseWinners.ts';
import { configuredChoice } from './winners/configuredChoice.ts';
import { winRecord } from './winners/winRecord.ts';

/** Where both kinds of images are drawn from. */
export interface Samplers {
  /** Images that unknown mechanisms have changed. */
  readonly transformed: ImageSampler;
  /** Images as they should be. */
  readonly canonical: ImageSampler;
}

/** Where networks start that were trained before. */
export interface TrainedStart {
  /** Their flat vectors. */
  readonly weights: ExpertsWeights;
  /** The experts that learn the identity map first. */
  readonly fresh: readonly number[];
}

/**
 * Corrects a choice of winners.
 *
 * @param winners - As they were chosen; not changed.
 * @param scores - Expert by expert: entry `expert * images + image`.
 * @returns One expert per image.
 */
export type AdjustWinners = (winners: Int32Array, scores: Float32Array) => Int32Array;

/** Options of {@link competitionLearner}. */
interface CompetitionOptions {
  /** How the winners of a batch are chosen. Default: as the configuration says. */
  readonly chooseWinners?: ChooseWinners | undefined;
  /** Corrects the choice of winners. Default: as they were chosen. */
  readonly adjustWinners?: AdjustWinners | undefined;
  /** Where the networks start. Default: drawn at random, all of them fresh. */
  readonly start?: TrainedStart | undefined;
  /** The objective that the configuration names. Default: none. */
  readonly objective?: CustomObjective | undefined;
}

/**
 * The competition as a learner: the pre-training of every expert, then Algorithm 1.
 *
 * @param config - The configuration.
 * @param samplers - Where the batches are drawn from.
 * @param options - How the winners of a batch are chosen, and where the networks start.
 * @returns The learner.
 */
export function competitionLearner(
  config: ExpertsConfig,
  samplers: Samplers,
  { chooseWinners: given, adjustWinners, start, objective }: CompetitionOptions = {},
): Learner<ExpertsModel> {
  const { shape } = samplers.transformed;
  const choose = configuredChoice(config, given);
  const chooseWinners: ChooseWinners =
    adjustWinners === undefined
      ? choose
      : (scores, ...rest) => adjustWinners(choose(scores, ...rest), scores);
  const master = new RandomStream(config.seed);
  const begin = () =>
    start === undefined
      ? ExpertsModel.create(config, shape, master.split('parameters'), { objective })
      : new ExpertsModel(config, shape, start.weights, { objective });
  const competing = begin();
  const average =
    config.averaging === false ? undefined : averagedModel(competing, begin(), config.averaging);
  const competitors = competitorsOf(competing);
  const streams = {
    transformed: master.split('transformed'),
    canonical: master.split('canonical'),
  };
  const winnersStream = master.split('winners');
  const noiseStream = master.split('instance noise');
  const record = winRecord(config.experts);
  const pause = pacer();
  // A scorer that was trained before comes with the networks that a run goes on with.
  const scorer = start === undefined && scorerPhases(config, competing.scorer, samplers.canonical);
  const identity = identityPhases(config, competitors, samplers.transformed, start?.fresh);
  const { repair } = config;
  const splits =
    repair !== false && repair.kind === 'split'
      ? splitRepair(repair, { competitors, sampler: samplers.transformed, master, record })
      : undefined;
  /** Draws both batches and does an iteration. */
  const onBatch = <Result>(step: StepOnBatch<Result>, done: number): Promise<Result> =>
    withBatches(samplers, streams, config.batchSize, async (transformed, canonical) => {
      const deviation = instanceDeviation(config.instanceNoise, done);
      const noise = drawInstanceNoise(deviation, { transformed, canonical }, noiseStream);
      try {
        return await step(competitors, transformed, canonical, {
          average: config.expertLoss,
          chooseWinners,
          context: { iteration: done, stream: winnersStream, ...record },
          winnerScore: config.winnerScore,
          idleExperts: config.idleExperts,
          loserWeight: config.loserWeight,
          updateOrder: config.updateOrder,
          reassign: splits?.reassign,
          noise,
          rates: stepSizes(config, done),
          pause,
        });
      } finally {
        disposeNoise(noise);
      }
    });
  const steps = competing.scorer.name === 'discriminator' ? config.discriminatorWarmUp : 0;
  const warmUp: readonly Phase[] =
    steps === 0
      ? []
      : [
          {
            name: 'warmUp',
            steps,
            step: async () => ({ scalars: await onBatch(warmUpStep, 0) }),
          },
        ];
  const model = average?.model ?? competing;
  const watch =
    config.convergence === false
      ? undefined
      : watchConvergence(config.convergence, samplers.transformed, config.seed);
  return {
    owner: 'trainExperts',
    config,
    stepsKey: 'iterations',
    prolongable: config.learningRateSchedule.kind === 'constant',
    facts: { shape: [...shape], ...(start === undefined ? {} : { fresh: [...start.fresh] }) },
    model,
    state: {
      ...stateOfCompetitors(competitors),
      ...average?.state,
      ...(scorer === false ? {} : scorer.state),
      identity: identity.stream,
      transformed: streamPart(streams.transformed),
      canonical: streamPart(streams.canonical),
      winners: streamPart(winnersStream),
      ...(config.instanceNoise === false ? {} : { instanceNoise: streamPart(noiseStream) }),
      ...record.state,
      ...(splits === undefined ? {} : { split: splits.state }),
      ...watch?.state,
    },
    before: [...(scorer === false ? [] : scorer.phases), ...identity.phases, ...warmUp].map(
      (phase) => ({
        ...phase,
        async end() {
          await phase.end?.();
          average?.copy();
        },
      }),
    ),
    main: {
      name: 'competition',
      steps: config.iterations,
      begin: () => watch?.begin(),
      async step(done) {
        const split = await splits?.look(done);
        const { wins, scalars } = await onBatch(competitionStep, done);
        record.add(wins);
        average?.update(done);
        const counts = Array.from(wins, (count, j) => [`wins/${j}`, count] as const);
        const look = await watch?.look(model, done + 1);
        const agreement = look && { agreement: look.agreement };
        return {
          scalars: { ...scalars, ...agreement, ...split, ...Object.fromEntries(counts) },
          finished: look?.converged ?? false,
        };
      },
    },
    dispose() {
      if (scorer !== false) scorer.dispose();
      identity.dispose();
      watch?.dispose();
      disposeOptimisers(competitors);
      if (average !== undefined) competing.dispose();
    },
  };
}

/** The step sizes of an iteration. */
function stepSizes(
  { learningRate, discriminatorRateFactor, learningRateSchedule, iterations }: ExpertsConfig,
  done: number,
): StepSizes {
  const expert = learningRate * learningRateFactor(learningRateSchedule, done, iterations);
  return { expert, discriminator: expert * discriminatorRateFactor };
}

/** One iteration on a batch of either kind. */
type StepOnBatch<Result> = (
  competitors: Competitors,
  transformed: Tensor4D,
  canonical: Tensor4D,
  rules: CompetitionRules,
) => Promise<Result>;

/** Draws both batches, which are gone afterwards, whatever happens. */
async function withBatches<Result>(
  samplers: Samplers,
  streams: Readonly<Record<keyof Samplers, RandomStream>>,
  size: number,
  body: (transformed: Tensor4D, canonical: Tensor4D) => Promise<Result>,
): Promise<Result> {
  const transformed = await samplers.transformed.sample(size, streams.transformed);
  try {
    const canonical = await samplers.canonical.sample(size, streams.canonical);
    try {
      return await body(transformed.images, canonical.images);
    } finally {
      canonical.images.dispose();
    }
  } finally {
    transformed.images.dispose();
  }
}
