import {
  ArgumentError,
  builtWhole,
  checkInstance,
  checkOptions,
  checkTrainingOptions,
  pacer,
  parametersPart,
  RandomStream,
  runTraining,
  ShapeError,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner, TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { weightsOf } from '../model/bankWeights.ts';
import type { ExpertsWeights } from '../model/expertsBank.ts';
import { ExpertsModel } from '../model/expertsModel.ts';
import { disposeFoldedExpert } from '../networks/foldedExpert.ts';
import { createObjective, objectiveOf } from '../objectives/createScorer.ts';
import { checkedSampler } from '../training/checkedSampler.ts';
import type { Samplers } from '../training/competitionLearner.ts';
import type { ExpertsData } from '../training/trainExperts.ts';
import { applyChains, randomChains } from './randomChains.ts';
import { resolveRefineConfig } from './refineConfig.ts';
import type { RefineConfig } from './refineConfig.ts';

/** Options of {@link refineScorer}. */
export type RefineScorerOptions = TrainingOptions<ExpertsModel, Partial<RefineConfig>>;

/**
 * Teaches what scores outputs to grade images that are half restored, for `inferComposition`. The competition has shown it the outputs of single
 * experts; here it learns to tell canonical images from what random sequences of experts make of transformed ones: none, or up to `depth`
 * of them. It goes on from the scorer of the model, and the experts stay as they are.
 *
 * Its steps, of the phase `refinement`, report what the scorer reports in the competition: for a discriminator `discriminatorLoss`,
 * `canonicalAccuracy` and `outputAccuracy`. A caller that stops listening early gets nothing: all is disposed, the model included.
 *
 * @param model - Experts and their scorer; copied, neither changed nor disposed.
 * @param data - Images that one or several unknown mechanisms have changed, and canonical ones; tensors are not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold a model with the same experts and the refined scorer, which the
 *   caller disposes of.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when the scorer of the model does not
 *   learn, as an autoencoder, there are fewer images than a batch needs, or an interval is no positive integer; CheckpointError when `resume` belongs to another run; DisposedError.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, refineScorer, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const sizes = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(sizes, [16, 16, 1], new RandomStream(1)); // yours
 * const images = tf.tensor4d(new RandomStream(2).uniforms(8 * 256), [8, 16, 16, 1]); // yours
 * const config = { iterations: 2, batchSize: 4 };
 * for await (const event of refineScorer(model, { transformed: images, canonical: images }, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.step, event.model.experts); // 2 2
 *   event.model.dispose();
 * }
 * tf.dispose(images);
 * model.dispose();
 * ```
 */
export async function* refineScorer(
  model: ExpertsModel,
  data: ExpertsData,
  options: RefineScorerOptions = {},
): AsyncGenerator<TrainingEvent<ExpertsModel>, ExpertsModel> {
  const owner = 'refineScorer';
  checkInstance(owner, 'model', model, ExpertsModel);
  if (!model.scorer.learnsAlong) {
    throw new ArgumentError(
      `${owner}: model must have a scorer that learns along, such as a discriminator, got the objective ${model.config.objective.kind}, whose scorer stays as it is`,
      { data: { objective: model.config.objective } },
    );
  }
  checkTrainingOptions(owner, options);
  const config = resolveRefineConfig(options.config);
  const { transformed, canonical } = checkOptions(owner, data, 'data');
  const samplers = {
    transformed: checkedSampler(owner, 'transformed', transformed),
    canonical: checkedSampler(owner, 'canonical', canonical),
  };
  for (const [name, { shape }] of Object.entries(samplers)) {
    if (shape.join() === model.shape.join()) continue;
    throw new ShapeError(
      `${owner}: ${name} images are ${shape.join('x')}, those of the model ${model.shape.join('x')}`,
      { data: { name, images: shape, model: model.shape } },
    );
  }
  const weights = await weightsOf(model);
  return yield* runTraining(
    builtWhole(() => refinementLearner(model, weights, samplers, config)),
    options,
  );
}

function refinementLearner(
  { config: sizes, shape, scorer }: ExpertsModel,
  weights: ExpertsWeights,
  samplers: Samplers,
  config: RefineConfig,
): Learner<ExpertsModel> {
  const { batchSize: count, depth, learningRate, seed } = config;
  const model = new ExpertsModel(sizes, shape, weights, objectiveOf(scorer));
  const objective = createObjective(
    { ...model.config, learningRate, discriminatorRateFactor: 1 },
    model.scorer,
  );
  const folded = model.networks.map((network) => network.folded());
  const master = new RandomStream(seed).split('refinement');
  const streams = {
    transformed: master.split('transformed'),
    canonical: master.split('canonical'),
    chains: master.split('chains'),
  };
  const pause = pacer();
  return {
    owner: 'refineScorer',
    config,
    stepsKey: 'iterations',
    facts: { shape: [...shape], experts: model.experts },
    model,
    state: {
      [model.scorer.name]: parametersPart(model.scorer.parameters),
      ...objective.state,
      transformed: streamPart(streams.transformed),
      canonical: streamPart(streams.canonical),
      chains: streamPart(streams.chains),
    },
    main: {
      name: 'refinement',
      steps: config.iterations,
      async step() {
        const held: { dispose(): void }[] = [];
        try {
          const { images } = await samplers.transformed.sample(count, streams.transformed);
          held.push(images);
          const canonical = await samplers.canonical.sample(count, streams.canonical);
          held.push(canonical.images);
          const chains = randomChains(streams.chains, { count, depth, experts: folded.length });
          const outputs = await applyChains(folded, images, chains, pause);
          held.push(outputs);
          const scored = await objective.score(canonical.images, outputs, pause);
          held.push(scored);
          return { scalars: await scored.update() };
        } finally {
          for (const each of held) each.dispose();
        }
      },
    },
    dispose() {
      objective.dispose();
      folded.forEach(disposeFoldedExpert);
    },
  };
}
