import { asFactorGraph, checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  checkFunction,
  checkOptions,
  checkTrainingOptions,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import type { DearModel } from '../model/dearModel.ts';
import { resolveDearConfig } from './dearConfig.ts';
import type { DearConfigInput } from './dearConfig.ts';
import { dearLearner } from './dearLearner.ts';
import type { DearUpdate } from './dearLearner.ts';

/** Options of {@link trainDear}; the default configuration is the authors' script for the pendulum. */
export interface TrainDearOptions extends TrainingOptions<DearModel, DearConfigInput> {
  /** The supervised factors, and which of them may cause which: a graph, or its edges in words, such as `light -> shadow`. */
  readonly graph: FactorGraph | string | readonly string[];
  /** Told after each update of an iteration, for instance to measure how long it took. Default: nobody. */
  readonly onUpdate?: (update: DearUpdate) => void;
}

/** What a run of {@link trainDear} yields. */
export type DearTrainingEvent = TrainingEvent<DearModel>;

/**
 * Trains DEAR (Shen et al., 2022): an encoder and a generator that agree on the joint distribution of observations and latent vectors,
 * where the prior of the first latents is a structural causal model and their means are tied to the labels of the factors.
 *
 * Every iteration does three updates in the order of the authors' code, each with Adam over one vector: the discriminator D tells
 * encoded pairs (x, E(x)) from generated ones (G(z), z); the encoder makes mean D(x, E(x)) + weight * (supervised loss) smaller;
 * generator, f and A make -mean(s D(G(z), z)) smaller, with s = exp(D), clipped, as a constant. Only the last one moves the prior.
 *
 * Step events have the phase `training` and the scalars `discriminatorLoss`, `discriminatorAccuracy`, `encoderLoss`, `supervisedLoss`,
 * `generatorLoss`, the mean logits `logitReal` and `logitFake` of encoded and generated pairs, and `clippedShare`, the share of pairs
 * whose s was cut off. Labels that are NaN are missing: they count for nothing. The number of live tensors is the same after every
 * iteration. A caller that stops listening early gets nothing: all is disposed, the model included. End a run through the signal to
 * keep it.
 *
 * @param data - Observations with the values of factors.
 * @param options - Graph, configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ArgumentError when the graph does not fit the data, a batch is larger than
 * they are, or an interval is no positive integer; ShapeError when observations and values differ in number; ValuesError when a label or
 * an observation is impossible, a factor has no labels, a loss is not finite any more, or the mean logit leaves `logitLimit`;
 * CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { trainDear } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const stream = new RandomStream(1);
 * const rows = Array.from({ length: 64 }, () => {
 *   const light = stream.normal();
 *   return [light, stream.normal(2 * light)];
 * });
 * const data = factorDataset({
 *   name: 'shadows',
 *   observations: Float32Array.from(rows.flatMap(([light = 0, shadow = 0]) => [light, shadow, light + shadow])),
 *   shape: [3],
 *   factors: [{ name: 'light', kind: 'continuous' }, { name: 'shadow', kind: 'continuous' }],
 *   values: rows.flat(),
 * });
 * const config = { latentWidth: 2, networks: { kind: 'mlp' }, batchSize: 32, iterations: 2 } as const;
 * for await (const event of trainDear(data, { graph: ['light -> shadow'], config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 2
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainDear(
  data: FactorDataset,
  options: TrainDearOptions,
): AsyncGenerator<DearTrainingEvent, DearModel> {
  const owner = 'trainDear';
  checkFactorDataset(owner, 'data', data);
  const { graph, onUpdate, ...rest } = checkOptions(owner, options);
  checkTrainingOptions(owner, rest);
  if (onUpdate !== undefined) checkFunction(owner, 'onUpdate', onUpdate);
  const config = resolveDearConfig(rest.config, `${owner}: config`);
  const causal = asFactorGraph(graph, owner);
  const learner = builtWhole(() => dearLearner(config, data, causal, onUpdate));
  return yield* runTraining(learner, rest);
}
