import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkInstance,
  pacer,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkIndices, checkManyPixels, PIECE } from '../image/readChecks.ts';
import { checkFactorDataset } from './checkFactorDataset.ts';
import type { FactorDataset } from './factorTypes.ts';
import { rowValues } from './selectRows.ts';

/** A batch of observations that was drawn. */
export interface FactorBatch {
  /** `[n, ...shape]`; the receiver disposes of it. */
  readonly observations: Tensor;
  /** `[n, factors]` row by row, as in the data set: NaN where a label is missing. */
  readonly values: Float64Array;
  /** The index of each observation in its data set: `n` of them. */
  readonly indices: Int32Array;
}

/** Draws random batches of observations with their factors. */
export interface FactorSampler {
  /** Number of observations to draw from; one batch can be no larger. */
  readonly size: number;
  /**
   * Draws distinct observations. Await one draw before the next one from the same stream.
   *
   * @param count - How many; at most `size`.
   * @param stream - Decides which.
   * @returns The batch; the caller disposes of its observations.
   * @throws ArgumentError when there are fewer observations than that; ValuesError for NaN, infinite numbers or pixels outside [0, 1].
   */
  sample(count: number, stream: RandomStream): Promise<FactorBatch>;
}

/**
 * A sampler of a data set.
 *
 * @param dataset - The data set; only what is drawn is read.
 * @returns The sampler.
 *
 * @example
 * ```ts
 * import { factorDataset, factorSampler } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const dataset = factorDataset({
 *   name: 'ten',
 *   observations: new Float32Array(30),
 *   shape: [3],
 *   factors: [{ name: 'a', kind: 'continuous' }, { name: 'b', kind: 'binary' }],
 *   values: new Float64Array(20),
 * });
 * const { observations, values } = await factorSampler(dataset).sample(4, new RandomStream(1));
 * console.log(observations.shape, values.length); // [ 4, 3 ] 8
 * observations.dispose();
 * ```
 */
export function factorSampler(dataset: FactorDataset): FactorSampler {
  checkFactorDataset('factorSampler', 'dataset', dataset);
  const { name, size } = dataset;
  return {
    size,
    sample: async (count, stream) => {
      checkCount(`factorSampler(${name})`, 'count', count);
      if (count > size) {
        throw new ArgumentError(
          `factorSampler(${name}): count must be at most the number of observations; a batch of ${count} needs more than the ${size} observations there are`,
          { data: { count, size } },
        );
      }
      checkInstance(`factorSampler(${name})`, 'stream', stream, RandomStream);
      const indices = stream.sampleIndices(count, size);
      const observations = await readObservations(dataset, indices);
      return { observations, values: rowValues(dataset, indices), indices };
    },
  };
}

/**
 * Reads chosen observations into a tensor.
 *
 * @param dataset - The data set.
 * @param indices - Which ones, in [0, size), in any order.
 * @returns `[indices.length, ...shape]`, which the caller disposes of.
 * @throws ArgumentError for an index that is not there; ValuesError when the data set holds pixels outside [0, 1], or vectors with numbers
 *   that are not finite.
 *
 * @example
 * ```ts
 * import { factorDataset, readObservations } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'three',
 *   observations: Float32Array.of(1, 2, 3),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: [5, 6, 7],
 * });
 * const read = await readObservations(dataset, [2, 0]);
 * console.log(read.shape, [...(await read.data())]); // [ 2, 1 ] [ 3, 1 ]
 * read.dispose();
 * ```
 */
export async function readObservations(
  dataset: FactorDataset,
  indices: ArrayLike<number>,
): Promise<Tensor> {
  checkFactorDataset('readObservations', 'dataset', dataset);
  const owner = `readObservations(${dataset.name})`;
  checkIndices(owner, indices, dataset.size, 'indices');
  const chosen = Int32Array.from(indices);
  const numbers = new Float32Array(
    chosen.length * dataset.shape.reduce((all, side) => all * side, 1),
  );
  await dataset.read(chosen, numbers);
  if (dataset.shape.length === 1) await checkFinite(owner, numbers);
  else await checkManyPixels(owner, numbers);
  return tf.tensor(numbers, [chosen.length, ...dataset.shape]);
}

async function checkFinite(owner: string, numbers: Float32Array): Promise<void> {
  const pause = pacer();
  for (let from = 0; from < numbers.length; from += PIECE) {
    await pause();
    const bad = numbers.subarray(from, from + PIECE).findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    const value = numbers[from + bad];
    throw new ValuesError(
      `${owner}: numbers must be finite, got ${String(value)} at place ${from + bad}`,
      { data: { index: from + bad, value } },
    );
  }
}
