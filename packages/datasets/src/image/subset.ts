import { ArgumentError } from '@causal-mechanisms/tensor-utils';
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
  const chosen = 'length' in choice ? choice : rangeIndices(dataset, choice);
  checkIndices(`subset(${dataset.name})`, chosen, dataset.size);
  if (chosen.length === 0) throw new ArgumentError(`subset(${dataset.name}): no images are chosen`);
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

function rangeIndices(dataset: ImageDataset, range: IndexRange): Int32Array {
  const { from = 0, to = dataset.size } = range;
  if (
    !Number.isInteger(from) ||
    !Number.isInteger(to) ||
    from < 0 ||
    to > dataset.size ||
    from > to
  ) {
    throw new ArgumentError(
      `subset(${dataset.name}): [${from}, ${to}) is not a range within [0, ${dataset.size})`,
      { data: { from, to, size: dataset.size } },
    );
  }
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
