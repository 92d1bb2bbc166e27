import * as tf from '@tensorflow/tfjs';
import { checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkAnswer, checkReading, checkRepresentation } from './evaluateChecks.ts';
import { checkObservationShape } from './checkObservationShape.ts';
import { eachBatch } from './eachBatch.ts';
import type { Representation } from '../model/representation.ts';

/** Options of {@link representationMeans}. */
export interface RepresentationMeansOptions {
  /** Observations that are encoded at a time. Default: 256. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes a whole data set.
 *
 * @param model - What encodes.
 * @param data - The observations.
 * @param options - How many at a time.
 * @returns `[data.size, model.latentWidth]`, row by row.
 * @throws ShapeError when the model reads observations of another shape; ArgumentError when the batch size is no positive integer.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { checkFactorDataset, factorDataset } from '@causal-mechanisms/datasets';
 * import { representationMeans } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'two',
 *   observations: Float32Array.of(1, 2),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: [1, 2],
 * });
 * const twice = {
 *   observationShape: [1],
 *   factorNames: ['a'],
 *   latentWidth: 1,
 *   encode: (x: tf.Tensor) => tf.mul<tf.Tensor2D>(x, 2),
 * };
 * console.log(await representationMeans(twice, data)); // Float32Array(2) [ 2, 4 ]
 * ```
 */
export async function representationMeans(
  model: Representation,
  data: FactorDataset,
  options: RepresentationMeansOptions = {},
): Promise<Float32Array> {
  const owner = 'representationMeans';
  const { batchSize = 256, signal } = checkOptions(owner, options);
  checkReading(owner, batchSize, signal);
  checkRepresentation(owner, 'model', model);
  checkFactorDataset(owner, 'data', data);
  const { latentWidth } = model;
  checkObservationShape('representationMeans', model, data);
  const means = new Float32Array(data.size * latentWidth);
  await eachBatch(data, { batchSize, signal }, async (observations, from) => {
    const encoded = tf.tidy(() => model.encode(observations));
    checkAnswer(owner, 'model.encode', encoded, {
      shape: [observations.shape[0], latentWidth],
    });
    means.set(await encoded.data<'float32'>(), from * latentWidth);
    encoded.dispose();
  });
  return means;
}
