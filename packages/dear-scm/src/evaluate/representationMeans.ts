import * as tf from '@tensorflow/tfjs';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { checkCount, pacer, ShapeError } from '@causal-mechanisms/tensor-utils';
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
 * import { factorDataset } from '@causal-mechanisms/datasets';
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
  { batchSize = 256, signal }: RepresentationMeansOptions = {},
): Promise<Float32Array> {
  checkCount('representationMeans', 'batchSize', batchSize);
  const { latentWidth, observationShape } = model;
  if (data.shape.join() !== observationShape.join()) {
    throw new ShapeError(
      `representationMeans: the model reads observations of shape [${observationShape.join(', ')}], those of ${data.name} have [${data.shape.join(', ')}]`,
      { data: { expected: [...observationShape], actual: [...data.shape] } },
    );
  }
  const width = data.shape.reduce((product, side) => product * side, 1);
  const means = new Float32Array(data.size * latentWidth);
  const pause = pacer();
  for (let from = 0; from < data.size; from += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, data.size - from);
    const numbers = new Float32Array(count * width);
    await data.read(
      Int32Array.from({ length: count }, (_, i) => from + i),
      numbers,
    );
    const encoded = tf.tidy(() => model.encode(tf.tensor(numbers, [count, ...data.shape])));
    means.set(await encoded.data<'float32'>(), from * latentWidth);
    encoded.dispose();
    await pause();
  }
  return means;
}
