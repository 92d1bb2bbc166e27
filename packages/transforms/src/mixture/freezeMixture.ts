import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  asImageBatch,
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { applyGroups } from './applyGroups.ts';
import type { MechanismGroup } from './applyGroups.ts';
import type { Mixture } from './mixture.ts';

/** A mixture in which every image of a data set always becomes the same picture. */
export interface FrozenMixture {
  /** The mixture that was frozen. */
  readonly mixture: Mixture;
  /** The mechanism number of every image of the data set. */
  readonly assignment: Int32Array;
  /**
   * Changes images of the data set: the same index always gets the same mechanism and the same noise, whatever the batch.
   *
   * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @param indices - Where in the data set each of them comes from.
   * @returns Images in the order of the input; the caller disposes of them.
   * @throws ShapeError when there is not one index per image; ArgumentError when an index is outside the data set.
   */
  apply(images: Tensor4D, indices: ArrayLike<number>): Tensor4D;
}

/**
 * Fixes the mechanism and the noise of every image of a data set once and for all.
 *
 * Both depend on the seed of the stream alone, not on what was drawn from it, and nothing is stored but the mechanism
 * numbers: the noise of an image comes from a stream of its own.
 *
 * @param mixture - What to freeze; its way of assigning is used once for the whole data set.
 * @param size - How many images the data set has.
 * @param stream - Where the seed comes from; nothing is drawn from it.
 * @returns The frozen mixture.
 * @throws ArgumentError when the size is no whole number of at least 1.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { createMixture, freezeMixture, paperMechanisms } from '@causal-mechanisms/transforms';
 *
 * const frozen = freezeMixture(createMixture(paperMechanisms()), 30000, new RandomStream(1));
 * const images = tf.zeros<tf.Rank.R4>([2, 32, 32, 1]);
 * const first = frozen.apply(images, [7, 29999]);
 * const again = frozen.apply(images, [7, 29999]);
 * console.log((await first.sub(again).abs().max().data())[0]); // 0
 * ```
 */
export function freezeMixture(mixture: Mixture, size: number, stream: RandomStream): FrozenMixture {
  checkOptions('freezeMixture', mixture, 'mixture');
  checkCount('freezeMixture', 'size', size, { most: 2 ** 31 - 1 });
  checkInstance('freezeMixture', 'stream', stream, RandomStream);
  const assignment = mixture.assign(size, stream.split('assignment'));
  const noise = stream.split('noise');
  return {
    mixture,
    assignment,
    apply: (images, indices) => {
      const batch = asImageBatch('FrozenMixture.apply', images);
      checkNumbers('FrozenMixture.apply', 'indices', indices, { anyNumber: true });
      checkIndices(indices, batch.shape[0], size);
      const groups = mixture.mechanisms.flatMap((mechanism, m): MechanismGroup[] => {
        const rows = Array.from({ length: indices.length }, (_, row) => row).filter(
          (row) => assignment[indices[row] ?? 0] === m,
        );
        if (mechanism.deterministic === true) return [{ mechanism, rows, stream: noise }];
        return rows.map((row) => ({
          mechanism,
          rows: [row],
          stream: noise.split(String(indices[row])),
        }));
      });
      return applyGroups(batch, groups);
    },
  };
}

function checkIndices(indices: ArrayLike<number>, count: number, size: number): void {
  if (indices.length !== count) {
    throw new ShapeError(
      `FrozenMixture.apply: expected ${count} indices, one per image, got ${indices.length}`,
      { data: { expected: count, actual: indices.length } },
    );
  }
  for (let row = 0; row < count; row++) {
    const index = indices[row] ?? NaN;
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new ArgumentError(
        `FrozenMixture.apply: indices must be whole numbers in [0, ${size}), got ${index} at place ${row}`,
        { data: { row, index, size } },
      );
    }
  }
}
