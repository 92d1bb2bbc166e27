import type * as tf from '@tensorflow/tfjs';
import {
  checkFunction,
  checkOptions,
  checkText,
  ConfigError,
} from '@causal-mechanisms/tensor-utils';
import type { RunState, Scalars } from '@causal-mechanisms/tensor-utils';
import type { ObjectiveConfig } from './objectiveConfig.ts';

/**
 * A scorer of one's own, in the place of the discriminator: experts learn to make what it scores high.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import type { CustomObjective } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const dark: CustomObjective = {
 *   name: 'dark',
 *   scores: (images) => images.mean<tf.Tensor1D>([1, 2, 3]).neg().add<tf.Tensor1D>(0.5),
 * };
 * const config = resolveExpertsConfig({
 *   experts: 2,
 *   filters: 2,
 *   objective: { kind: 'custom', name: 'dark' },
 * });
 * const model = ExpertsModel.create(config, [8, 8, 1], new RandomStream(1), { objective: dark });
 * const scores = model.discriminate(tf.zeros([1, 8, 8, 1]));
 * console.log(await scores.data()); // [0.5]
 * scores.dispose();
 * model.dispose();
 * ```
 */
export interface CustomObjective {
  /** What configurations and saved models call it; a saved model is loaded with an objective of the same name. */
  readonly name: string;
  /**
   * Scores images by differentiable operations. It runs inside `tf.tidy`, and a second time for the gradient.
   *
   * @param images - `[n, height, width, c]` in [0, 1]; not to be disposed.
   * @returns One finite number per image `[n]`, high for images that look canonical.
   */
  readonly scores: (images: tf.Tensor4D) => tf.Tensor1D;
  /**
   * What winners make of their scores: of a `logit`, as of a discriminator, they lower -log of its sigmoid, which wanes as it grows; a
   * `number` they raise without end. Default: logit.
   */
  readonly scale?: 'logit' | 'number';
  /**
   * Learns from one iteration, once the outputs were scored. Disposes of what it makes. Default: the scorer stays as it is.
   *
   * @param canonical - The canonical images of the batch `[m, height, width, c]`; not to be disposed.
   * @param outputs - The outputs of all experts `[experts * n, height, width, c]`; not to be disposed.
   * @returns Figures for the step event.
   */
  readonly update?: (canonical: tf.Tensor4D, outputs: tf.Tensor4D) => Scalars | Promise<Scalars>;
  /** All that changes in it, for checkpoints. Saved models do not hold it. Default: nothing. */
  readonly state?: RunState;
}

/** Options of what makes an `ExpertsModel`. */
export interface ExpertsModelOptions {
  /** The objective that the configuration names, where its kind is `custom`. Default: none. */
  readonly objective?: CustomObjective | undefined;
}

/**
 * Checks that an objective is one, and the one of a configuration.
 *
 * @param owner - Opens the messages.
 * @param config - What the configuration says of it.
 * @param objective - What the caller gave.
 * @throws ArgumentError when it is none; ConfigError when the configuration names another, or none was given for its name.
 */
export function checkObjective(
  owner: string,
  config: ObjectiveConfig,
  objective: CustomObjective | undefined,
): void {
  if (objective !== undefined) checkCustomObjective(owner, objective);
  const expected = config.kind === 'custom' ? config.name : undefined;
  if (expected === objective?.name) return;
  const named = expected === undefined ? `the kind ${config.kind}` : `the objective "${expected}"`;
  const given = objective === undefined ? 'none' : `"${objective.name}"`;
  throw new ConfigError(
    `${owner}: options.objective must be that of the configuration, which names ${named}, got ${given}`,
    { data: { expected, actual: objective?.name } },
  );
}

/**
 * @param owner - Opens the messages.
 * @param objective - What the caller gave.
 * @throws ArgumentError when it is no objective.
 */
export function checkCustomObjective(owner: string, objective: CustomObjective): void {
  const { name, scores, scale, update, state } = checkOptions(owner, objective, 'objective');
  checkText(owner, 'objective.name', name);
  checkFunction(owner, 'objective.scores', scores);
  if (scale !== undefined) checkText(owner, 'objective.scale', scale, ['logit', 'number']);
  if (update !== undefined) checkFunction(owner, 'objective.update', update);
  if (state !== undefined) checkOptions(owner, state, 'objective.state');
}
