import * as tf from '@tensorflow/tfjs';
import { checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { checkMethods, checkNumbers, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkAnswer, checkReading } from './evaluateChecks.ts';
import { checkObservationShape } from './checkObservationShape.ts';
import { eachBatch } from './eachBatch.ts';

/** What reconstructs observations, such as a `DearModel`. */
export interface Reconstructor {
  /** The shape of an observation. */
  readonly observationShape: readonly number[];
  /**
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns The same shape; the caller disposes of it.
   */
  reconstruct(observations: tf.Tensor): tf.Tensor;
}

/** Options of {@link reconstructionError}. */
export interface ReconstructionErrorOptions {
  /** Observations that are read at a time. Default: 256. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How far reconstructions are from what they should show.
 *
 * @param model - What reconstructs.
 * @param data - The observations.
 * @param options - How many at a time.
 * @returns The mean over all numbers of all observations of the squared difference: in [0, 1] for images.
 * @throws ShapeError when the model reads observations of another shape; ValuesError when the data hold what they must not hold.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { checkFactorDataset, factorDataset } from '@causal-mechanisms/datasets';
 * import { reconstructionError } from '@causal-mechanisms/dear-scm';
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
 * const blind = { observationShape: [1], reconstruct: (x: tf.Tensor) => tf.zerosLike(x) };
 * console.log(await reconstructionError(blind, data)); // 2.5
 * ```
 */
export async function reconstructionError(
  model: Reconstructor,
  data: FactorDataset,
  options: ReconstructionErrorOptions = {},
): Promise<number> {
  const owner = 'reconstructionError';
  const { batchSize = 256, signal } = checkOptions(owner, options);
  checkReading(owner, batchSize, signal);
  checkMethods(owner, 'model', model, ['reconstruct']);
  checkNumbers(owner, 'model.observationShape', model.observationShape, { whole: true });
  checkFactorDataset(owner, 'data', data);
  checkObservationShape('reconstructionError', model, data);
  let sum = 0;
  await eachBatch(data, { batchSize, signal }, async (observations) => {
    const error = tf.tidy(() => {
      const made = model.reconstruct(observations);
      checkAnswer(owner, 'model.reconstruct', made, { shape: observations.shape });
      return tf.mean(tf.squaredDifference(made, observations));
    });
    const [mean = NaN] = await error.data();
    error.dispose();
    const [count = 0] = observations.shape;
    sum += count * mean;
  });
  return sum / data.size;
}
