import * as tf from '@tensorflow/tfjs';
import type { NetworkPass } from '../networks/network.ts';
import { weightsOf } from './dearTrainee.ts';
import type { DearTrainee } from './dearTrainee.ts';
import { boundedCode, latentCode, sampledCode } from './latentCode.ts';

/** Parameters to use in the place of those of the trainee, for gradients. */
export interface PriorParameters {
  /** Of f. */
  readonly map: readonly tf.Tensor[];
  /** A. */
  readonly adjacency: readonly tf.Tensor[];
}

/**
 * Draws latent vectors from the prior; run it in a `tf.tidy`.
 *
 * @param trainee - Its stream is drawn from.
 * @param count - How many.
 * @param parameters - Of the prior. Default: its own.
 * @returns `[count, latentWidth]`, differentiable in the parameters.
 */
export function drawLatents(
  trainee: DearTrainee,
  count: number,
  parameters?: PriorParameters,
): tf.Tensor2D {
  const { networks, groups, streams } = trainee;
  const { latentWidth } = networks.prior;
  const eps = tf.tensor2d(streams.prior.normals(count * latentWidth), [count, latentWidth]);
  const { map, adjacency } = parameters ?? {
    map: groups.map.vector.views,
    adjacency: groups.adjacency.vector.views,
  };
  return networks.prior.sample(map, adjacency, eps);
}

/** Options of {@link encodeBatch}. */
export interface EncodeOptions {
  /** The parameters of the encoder. Default: its own. */
  readonly parameters?: readonly tf.Tensor[];
  /** Receives statistics of the batch. Default: nobody does. */
  readonly observe?: NetworkPass['observe'];
}

/** What the encoder says of observations. */
export interface EncodedBatch {
  /** `[n, latentWidth]`. */
  readonly mean: tf.Tensor2D;
  /** `[n, latentWidth]`: a draw around the mean, or the mean where the encoder is deterministic. */
  readonly code: tf.Tensor2D;
}

/**
 * Encodes observations; run it in a `tf.tidy`.
 *
 * @param trainee - Its stream is drawn from.
 * @param observations - `[n, ...shape]`; not disposed.
 * @param options - Other parameters, and who receives statistics.
 * @returns Means and codes, differentiable in the parameters.
 */
export function encodeBatch(
  trainee: DearTrainee,
  observations: tf.Tensor,
  { parameters, observe }: EncodeOptions = {},
): EncodedBatch {
  const { networks, config, streams } = trainee;
  const output = networks.encoder.run(weightsOf(trainee, 'encoder', parameters), [observations], {
    training: true,
    ...(observe === undefined ? {} : { observe }),
  });
  const code = latentCode(output);
  if (config.encoder === 'deterministic') return { mean: code.mean, code: code.mean };
  const shape = code.mean.shape;
  const noise = tf.tensor2d(streams.encoder.normals(shape[0] * shape[1]), shape);
  return { mean: code.mean, code: sampledCode(boundedCode(code, config.logVarianceLimit), noise) };
}
