import { asFactorGraph, checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  checkOptions,
  checkTrainingOptions,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { resolveVaeConfig } from './vaeConfig.ts';
import type { VaeConfigInput } from './vaeConfig.ts';
import { vaeLearner } from './vaeLearner.ts';
import type { VaeModel } from './vaeModel.ts';

/** Options of {@link trainVae}. */
export interface TrainVaeOptions extends TrainingOptions<VaeModel, VaeConfigInput> {
  /**
   * The supervised factors, in the form that DEAR takes: a graph, or its edges in words, such as `light -> shadow`. Its factors name the
   * first coordinates; its edges play no part, since the prior is independent.
   */
  readonly graph: FactorGraph | string | readonly string[];
}

/** What a run of {@link trainVae} yields. */
export type VaeTrainingEvent = TrainingEvent<VaeModel>;

/**
 * Trains a supervised VAE, the baseline of DEAR in three forms: S-VAE, S-beta-VAE and S-TCVAE (Locatello et al., 2020, for the supervision;
 * Higgins et al., 2017; Chen et al., 2018).
 *
 * Minimised is `R + KL + w S` (S-VAE), `R + beta KL + w S` (S-beta-VAE) or `R + KL + (beta - 1) TC + w S` (S-TCVAE): R is the reconstruction
 * summed over all numbers of an observation, KL the divergence of q(z|x) from N(0, I), TC the total correlation by minibatch-weighted
 * sampling, S the supervised loss on the means of the first coordinates and w its weight. R counts hundreds of nats and S a few: w
 * decides how far the factors stay in their own coordinates.
 *
 * Step events have the phase `training` and the scalars `loss`, `reconstruction`, `divergence`, `totalCorrelation` and `supervised`, the
 * last four without their weights. Labels that are NaN are missing: they count for nothing. A caller that stops listening early gets
 * nothing: all is disposed, the model included. End a run through the signal to keep it.
 *
 * @param data - Observations with the values of factors.
 * @param options - Factors, configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ArgumentError when the graph names an unknown factor, a batch is larger than the
 * data, or an interval is no positive integer; ShapeError when observations and values differ in number; ValuesError when a label or an
 * observation is impossible, a factor has no labels, or a loss is not finite any more; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { factorDataset, factorGraph } from '@causal-mechanisms/datasets';
 * import { trainVae } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'lamps',
 *   observations: Float32Array.of(0, 1, 1, 2, 2, 3, 3, 4),
 *   shape: [2],
 *   factors: [{ name: 'light', kind: 'continuous' }],
 *   values: [0, 1, 2, 3],
 * });
 * const config = {
 *   objective: { kind: 'beta', beta: 4 },
 *   networks: { kind: 'mlp', width: 8 },
 *   latentWidth: 2,
 *   batchSize: 4,
 *   iterations: 2,
 * } as const;
 * const graph = factorGraph([], { factors: ['light'] });
 * for await (const event of trainVae(data, { graph, config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.reason, event.step); // completed 2
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainVae(
  data: FactorDataset,
  options: TrainVaeOptions,
): AsyncGenerator<VaeTrainingEvent, VaeModel> {
  const owner = 'trainVae';
  checkFactorDataset(owner, 'data', data);
  const { graph, ...rest } = checkOptions(owner, options);
  checkTrainingOptions(owner, rest);
  const config = resolveVaeConfig(rest.config, `${owner}: config`);
  const causal = asFactorGraph(graph, owner);
  const learner = builtWhole(() => vaeLearner(config, data, causal));
  return yield* runTraining(learner, rest);
}
