import type { Tensor4D } from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  checkFunction,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkTrainingOptions,
  ConfigError,
  RandomStream,
  runTraining,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { weightsOf } from '../model/bankWeights.ts';
import { checkImageShape, resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../expertsConfig.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { objectiveOf, scorerParameters } from '../objectives/createScorer.ts';
import { checkCustomObjective, checkObjective } from '../objectives/customObjective.ts';
import type { CustomObjective } from '../objectives/customObjective.ts';
import { sameKinds } from '../networks/kinds/kindSettings.ts';
import { checkedSampler } from './checkedSampler.ts';
import { competitionLearner } from './competitionLearner.ts';
import type { Samplers, TrainedStart } from './competitionLearner.ts';
import type { ChooseWinners } from './winners/chooseWinners.ts';

/** The images a competition learns from; no image of one set need belong to an image of the other. */
export interface ExpertsData {
  /** Images that unknown mechanisms have changed: `[n, height, width, c]` in [0, 1], or a sampler. */
  readonly transformed: Tensor4D | ImageSampler;
  /** Images as they should be: `[m, height, width, c]` in [0, 1], or a sampler. */
  readonly canonical: Tensor4D | ImageSampler;
}

/** Options of {@link trainExperts}. */
export interface TrainExpertsOptions extends TrainingOptions<ExpertsModel, ExpertsConfigInput> {
  /** How the winners of a batch are chosen, instead of what the configuration's `winners` says. Default: {@link winnersByLogit}. */
  readonly chooseWinners?: ChooseWinners;
  /** A scorer of the caller's own, in the place of the discriminator. Default: what the configuration says, or that of `start`. */
  readonly objective?: CustomObjective;
  /** Networks to go on with, instead of a random start. Default: none. */
  readonly start?: ExpertsStart;
}

/** Networks that a run of {@link trainExperts} goes on with. */
export interface ExpertsStart {
  /** The networks, which are copied: the model stays as it is, and the caller's. The configuration takes its sizes from it. */
  readonly model: ExpertsModel;
  /** Experts that learn the identity map before they compete, such as those that `addExperts` added. Default: none. */
  readonly fresh?: readonly number[];
}

/** What a run of {@link trainExperts} yields. */
export type ExpertsEvent = TrainingEvent<ExpertsModel>;

/**
 * Trains competing experts to invert the mechanisms behind transformed images (Parascandolo et al., 2018, Algorithm 1).
 *
 * Phases of the step events: `vae` (only with that objective: its autoencoder learns; scalars `vaeLoss`, `reconstruction`,
 * `divergence`), `identity` (every expert learns the identity map; scalars `expert`, `error`) and
 * `competition` (scalars `expertLoss`, `wins/0` ..., and those of the objective: `discriminatorLoss`, `canonicalAccuracy` and
 * `outputAccuracy`, or `canonicalLoss`).
 * The number of live tensors is the same after every iteration. A caller that stops listening early gets nothing: all is
 * disposed, the model included. End a run through the signal to keep it.
 *
 * @param data - Transformed and canonical images; tensors are not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when there
 * are fewer images than a batch needs or an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { createSampler, padImages, proceduralDigits } from '@causal-mechanisms/datasets';
 * import { trainExperts } from '@causal-mechanisms/experts-gan';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const digits = createSampler(padImages(proceduralDigits({ size: 64 }), 2));
 * const config = { experts: 2, filters: 2, discriminatorUnits: 8, iterations: 2, batchSize: 4 };
 * const run = trainExperts(
 *   { transformed: digits, canonical: digits },
 *   { config: { ...config, identityInitialisation: false } },
 * );
 * for await (const event of run) {
 *   if (event.kind === 'end') {
 *     console.log(event.reason, event.step); // completed 2
 *     event.model.dispose();
 *   }
 * }
 * ```
 */
export async function* trainExperts(
  data: ExpertsData,
  options: TrainExpertsOptions = {},
): AsyncGenerator<ExpertsEvent, ExpertsModel> {
  checkTrainingOptions('trainExperts', options);
  const { chooseWinners } = options;
  if (chooseWinners !== undefined) checkFunction('trainExperts', 'chooseWinners', chooseWinners);
  if (options.objective !== undefined) checkCustomObjective('trainExperts', options.objective);
  const sizes = sizesOf(options.start);
  const given = options.objective ?? (options.start && customOf(options.start.model));
  const named = given && { objective: { kind: 'custom', name: given.name } as const };
  const config = resolveExpertsConfig({ ...sizes, ...named, ...options.config });
  checkObjective('trainExperts', config.objective, given);
  const samplers = await openData('trainExperts', data, config);
  const start = options.start && (await readStart(options.start, config, samplers));
  return yield* runTraining(
    builtWhole(() =>
      competitionLearner(config, samplers, { chooseWinners, start, objective: given }),
    ),
    options,
  );
}

/** The objective of the caller's own that networks were trained with. */
function customOf({ scorer }: ExpertsModel): CustomObjective | undefined {
  return objectiveOf(scorer).objective;
}

/** What networks that are there have decided. */
function sizesOf(start: ExpertsStart | undefined): ExpertsConfigInput {
  if (start === undefined) return {};
  const { model } = checkOptions('trainExperts', start, 'start');
  checkInstance('trainExperts', 'start.model', model, ExpertsModel);
  const { experts, kinds, filters, channelwise, blockOrder } = model.config;
  const { objective, discriminatorFilters, discriminatorUnits } = model.config;
  return {
    ...{ experts, kinds, filters, channelwise, blockOrder },
    ...{ objective, discriminatorFilters, discriminatorUnits },
  };
}

/** Copies the networks; those that do not fit the configuration are refused before anything is made. */
async function readStart(
  { model, fresh = [] }: ExpertsStart,
  config: ExpertsConfig,
  { transformed }: Samplers,
): Promise<TrainedStart> {
  checkNumbers('trainExperts', 'start.fresh', fresh, {
    whole: true,
    least: 0,
    most: config.experts - 1,
  });
  const sizes = (of: ExpertsConfig) => {
    const { name, layout } = scorerParameters(of, model.shape);
    const custom = of.objective.kind === 'custom' ? of.objective.name : '';
    const blocks = [of.filters, of.channelwise, of.blockOrder];
    return JSON.stringify([of.experts, blocks, name, custom, layout.specs]);
  };
  if (sizes(config) !== sizes(model.config) || !sameKinds(config, model.config)) {
    throw new ConfigError(
      'trainExperts: the sizes, the kinds and the objective of the configuration must be those of start.model',
      {
        data: { config, model: model.config },
      },
    );
  }
  if (transformed.shape.join() !== model.shape.join()) {
    throw new ShapeError(
      `trainExperts: images are ${transformed.shape.join('x')}, those of start.model ${model.shape.join('x')}`,
      { data: { images: transformed.shape, model: model.shape } },
    );
  }
  const order = [...new Set(fresh)].sort((a, b) => a - b);
  return { weights: await weightsOf(model), fresh: order };
}

/**
 * Opens both sources and draws a batch of each: what does not fit is refused before anything is trained.
 *
 * @param owner - The training function; opens messages.
 * @param data - What the caller gave.
 * @param config - How many images a batch has, and the seed.
 * @returns Both samplers.
 */
export async function openData(
  owner: string,
  data: ExpertsData,
  { batchSize, seed }: Pick<ExpertsConfig, 'batchSize' | 'seed'>,
): Promise<Samplers> {
  checkOptions(owner, data, 'data');
  const transformed = checkedSampler(owner, 'transformed', data.transformed);
  const canonical = checkedSampler(owner, 'canonical', data.canonical);
  if (transformed.shape.join() !== canonical.shape.join()) {
    throw new ShapeError(
      `${owner}: transformed images are ${transformed.shape.join('x')}, canonical ones ${canonical.shape.join('x')}`,
      { data: { transformed: transformed.shape, canonical: canonical.shape } },
    );
  }
  checkImageShape(transformed.shape);
  for (const sampler of [transformed, canonical]) {
    // A stream of its own: the draws of the training stay as they are.
    const { images } = await sampler.sample(batchSize, new RandomStream(seed).split('first look'));
    images.dispose();
  }
  return { transformed, canonical };
}
