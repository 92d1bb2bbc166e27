import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkImageDataset } from './datasetChecks.ts';
import { derivedDataset } from './derivedDataset.ts';
import type { ImageDataset } from './imageDataset.ts';
import { checkIndices, checkRead, pixelsPerImage } from './readChecks.ts';

/** A run of consecutive images. */
export interface IndexRange {
  /** The first image. Default: 0. */
  readonly from?: number;
  /** One past the last image. Default: all of them. */
  readonly to?: number;
}

/**
 * A part of a data set, without copying it.
 *
 * @param dataset - The whole.
 * @param choice - Indices in any order, repeats allowed, or a run of consecutive images.
 * @returns The part; its image i is the whole's image `choice[i]`.
 * @throws ArgumentError for indices that are not there and for an empty choice.
 *
 * @example
 * ```ts
 * import { proceduralDigits, subset } from '@causal-mechanisms/datasets';
 *
 * const digits = proceduralDigits({ size: 100 });
 * const transformed = subset(digits, { to: 50 });
 * const canonical = subset(digits, { from: 50 });
 * console.log(transformed.size, canonical.size); // 50 50
 * ```
 */
export function subset(
  dataset: ImageDataset,
  choice: ArrayLike<number> | IndexRange,
): ImageDataset {
  checkImageDataset('subset', dataset);
  const owner = `subset(${dataset.name})`;
  const chosen = chosenIndices(owner, dataset.size, choice);
  if (chosen.length === 0) throw new ArgumentError(`${owner}: no images are chosen`);
  const indices = Int32Array.from(chosen);
  const { labels } = dataset;
  return derivedDataset(dataset, {
    size: indices.length,
    ...(labels === undefined ? {} : { labels: indices.map((index) => labels[index] ?? 0) }),
    read: async (wanted, out) => {
      checkRead(dataset.name, wanted, out, indices.length, pixelsPerImage(dataset.shape));
      await dataset.read(
        wanted.map((index) => indices[index] ?? 0),
        out,
      );
    },
  });
}

/**
 * @param owner - Opens the message.
 * @param size - How many there are to choose from.
 * @param choice - Indices, or a range.
 * @returns The indices, all of them there.
 * @throws ArgumentError when the choice is neither, and for an index that is not there.
 */
export function chosenIndices(
  owner: string,
  size: number,
  choice: ArrayLike<number> | IndexRange,
): ArrayLike<number> {
  const isList = Array.isArray(choice) || ArrayBuffer.isView(choice);
  const given = isList ? choice : checkOptions(owner, choice, 'choice');
  if (!('length' in given)) return rangeIndices(owner, size, given);
  checkIndices(owner, given, size, isList ? 'choice' : undefined);
  return given;
}

/**
 * @param owner - Opens the message.
 * @param size - How many there are.
 * @param range - Some consecutive ones of them.
 * @returns Their indices.
 * @throws ArgumentError for a range that is not within [0, size).
 */
function rangeIndices(owner: string, size: number, range: IndexRange): Int32Array {
  const { from = 0, to = size } = range;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > size || from > to) {
    throw new ArgumentError(
      `${owner}: [${from}, ${to}) is not a range within [0, ${size}); from and to must be whole numbers in it`,
      { data: { from, to, size } },
    );
  }
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
