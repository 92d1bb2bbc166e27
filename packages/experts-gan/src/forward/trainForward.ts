import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import {
  adamPart,
  builtWhole,
  checkInstance,
  checkTrainingOptions,
  ConfigError,
  FlatAdam,
  jsonPart,
  pacer,
  parametersPart,
  RandomStream,
  runTraining,
  ShapeError,
  streamPart,
  tensorPart,
} from '@causal-mechanisms/tensor-utils';
import type {
  Learner,
  RunState,
  StatePart,
  TrainingEvent,
  TrainingOptions,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { ExpertsModel } from '../model/expertsModel.ts';
import { checkedSampler } from '../training/checkedSampler.ts';
import { resolveForwardConfig } from './forwardConfig.ts';
import type { ForwardConfig } from './forwardConfig.ts';
import { ForwardMechanisms, forwardKinds } from './forwardMechanisms.ts';
import { forwardStep } from './forwardStep.ts';
import { pairPool } from './pairPool.ts';

/** Options of {@link trainForward}. */
export type TrainForwardOptions = TrainingOptions<ForwardMechanisms, Partial<ForwardConfig>>;

/** Fewer pairs are none: batch norm needs two. */
const LEAST_PAIRS = 2;

/**
 * Learns what mechanisms do from experts that undo them: what an expert makes of an image that it wins, and the image itself, are a pair of
 * a canonical image and a changed one. For each expert a network of the same architecture learns the way back.
 *
 * Deterministic mechanisms are learned by the mean squared error. A random one, such as noise, would come out as its mean; `random` names the
 * experts of such mechanisms, whose networks read a channel of normal numbers beside the image and learn by the energy score: two samples should be
 * near what was observed and as far from each other as observations are.
 *
 * Phases of the step events: `pairs` (a group of images is inverted; scalars `pairs/0` ...) and `forward` (scalars `loss/0` ..., of experts with
 * pairs). A caller that stops listening early gets nothing: all is disposed, the mechanisms included.
 *
 * @param model - Experts that have specialised; not changed, not disposed, and not to be disposed of before the end.
 * @param transformed - Images that unknown mechanisms have changed: `[n, height, width, c]` in [0, 1], or a sampler; not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the mechanisms, which the caller disposes of. An expert that won fewer
 *   than two images has none.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when an interval is no positive
 *   integer; CheckpointError when `resume` belongs to another run; DisposedError.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig, trainForward } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const sizes = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(sizes, [16, 16, 1], new RandomStream(1)); // yours
 * const images = tf.tensor4d(new RandomStream(2).uniforms(8 * 256), [8, 16, 16, 1]); // yours
 * const config = { images: 8, iterations: 2, batchSize: 4 };
 * for await (const event of trainForward(model, images, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.step, event.model.experts); // 2 2
 *   event.model.dispose();
 * }
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function* trainForward(
  model: ExpertsModel,
  transformed: tf.Tensor4D | ImageSampler,
  options: TrainForwardOptions = {},
): AsyncGenerator<TrainingEvent<ForwardMechanisms>, ForwardMechanisms> {
  const owner = 'trainForward';
  checkInstance(owner, 'model', model, ExpertsModel);
  checkTrainingOptions(owner, options);
  const config = resolveForwardConfig(options.config);
  const sampler = checkedSampler(owner, 'transformed', transformed);
  if (sampler.shape.join() !== model.shape.join()) {
    throw new ShapeError(
      `${owner}: transformed images are ${sampler.shape.join('x')}, those of the model ${model.shape.join('x')}`,
      { data: { images: sampler.shape, model: model.shape } },
    );
  }
  const none = config.random.find((expert) => expert >= model.experts);
  if (none !== undefined) {
    throw new ConfigError(
      `${owner} config: random must be experts below ${model.experts}, got ${none}`,
      {
        data: { random: config.random, experts: model.experts },
      },
    );
  }
  return yield* runTraining(
    builtWhole(() => forwardLearner(model, sampler, config)),
    options,
  );
}

function forwardLearner(
  experts: ExpertsModel,
  sampler: ImageSampler,
  config: ForwardConfig,
): Learner<ForwardMechanisms> {
  const { shape } = experts;
  const master = new RandomStream(config.seed).split('forward');
  const random = Array.from({ length: experts.experts }, (_, j) => config.random.includes(j));
  const description = { config: experts.config, shape, random };
  const vectors = forwardKinds(description).map((kind, j) =>
    kind.draw(master.split(`network ${j}`)),
  );
  const trained = random.map(() => false);
  const model = new ForwardMechanisms({ ...description, vectors, trained });
  const pool = pairPool(experts, {
    sampler,
    images: config.images,
    stream: master.split('transformed'),
  });
  const streams = { pairs: master.split('pairs'), noise: master.split('noise') };
  const learning = model.networks.map((expert) => ({
    expert,
    adam: new FlatAdam(expert.parameters.layout.length, { learningRate: config.learningRate }),
  }));
  const pause = pacer();
  const ready = async () => {
    await pool.complete();
    pool.won.forEach(({ length }, j) => (trained[j] = length >= LEAST_PAIRS));
  };
  const networks = learning.flatMap(({ expert, adam }, j): [string, StatePart][] => [
    [`forward${j}`, parametersPart(expert.parameters)],
    [
      `forward${j}.statistics`,
      tensorPart({
        get: () => expert.statistics,
        set: (statistics) => {
          expert.setStatistics(statistics as tf.Tensor1D);
        },
      }),
    ],
    [`forward${j}.adam`, adamPart(adam)],
  ]);
  const state: RunState = {
    ...Object.fromEntries(networks),
    trained: jsonPart(z.array(z.boolean()), {
      get: () => [...trained],
      set: (saved) => {
        trained.splice(0, trained.length, ...saved);
      },
    }),
    pairs: streamPart(streams.pairs),
    noise: streamPart(streams.noise),
  };
  return {
    owner: 'trainForward',
    config,
    stepsKey: 'iterations',
    facts: { shape: [...shape], experts: experts.experts },
    model,
    state,
    before: [
      { name: 'pairs', steps: pool.steps, step: async () => ({ scalars: await pool.step() }) },
    ],
    main: {
      name: 'forward',
      steps: config.iterations,
      begin: ready,
      async step() {
        const losses: [string, tf.Scalar][] = [];
        try {
          for (const [j, learner] of learning.entries()) {
            const won = pool.won[j] ?? [];
            if (won.length < LEAST_PAIRS) continue;
            const count = Math.min(config.batchSize, won.length);
            const places = streams.pairs.sampleIndices(count, won.length);
            const pairs = pool.take(Array.from(places, (place) => won[place] ?? 0));
            try {
              const noise = random[j] === true ? streams.noise : undefined;
              losses.push([`loss/${j}`, await forwardStep(learner, pairs, noise, pause)]);
            } finally {
              tf.dispose([pairs.restored, pairs.changed]);
            }
            await pause();
          }
          const values = await Promise.all(losses.map(([, loss]) => loss.data()));
          return {
            scalars: Object.fromEntries(losses.map(([name], i) => [name, values[i]?.[0] ?? NaN])),
          };
        } finally {
          tf.dispose(losses.map(([, loss]) => loss));
        }
      },
    },
    dispose() {
      pool.dispose();
      for (const { adam } of learning) adam.dispose();
    },
  };
}
