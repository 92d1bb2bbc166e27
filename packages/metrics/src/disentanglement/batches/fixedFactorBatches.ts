import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { columnClasses } from '../columnClasses.ts';

/** Options of {@link fixedFactorBatches}. */
export interface FixedFactorOptions {
  /** Where draws come from. */
  readonly stream: RandomStream;
  /** How many batches, at least 1. Default: 1000. */
  readonly batches?: number;
  /** Rows of a batch, at least 2. Default: 64. */
  readonly batchSize?: number;
  /** A factor with more different values than this is cut into as many bins with equally many rows, at least 2. Default: 20. */
  readonly bins?: number;
}

/** Rows that agree in one factor. */
export interface FixedFactorBatch {
  /** Which factor they agree in. */
  readonly factor: number;
  /** The rows, drawn with replacement. */
  readonly rows: Int32Array;
}

/**
 * Draws batches of rows that agree in one factor, for scores that ask which code stays still. Each batch draws its factor evenly, then a row,
 * and takes rows of the same class. A continuous factor agrees up to a bin.
 *
 * @param truth - The true variables: columns of one length.
 * @param options - The stream and sizes.
 * @returns The batches.
 * @throws ArgumentError when there is no column, less than two rows, or for impossible sizes; ShapeError for different lengths;
 *   ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { fixedFactorBatches } from '@causal-mechanisms/metrics';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const bit = [0, 0, 1, 1];
 * const options = { stream: new RandomStream(1), batches: 1, batchSize: 8 };
 * const [{ rows }] = fixedFactorBatches([bit], options);
 * console.log(new Set(Array.from(rows, (row) => bit[row])).size); // 1
 * ```
 */
export function fixedFactorBatches(
  truth: readonly ArrayLike<number>[],
  options: FixedFactorOptions,
): FixedFactorBatch[] {
  const owner = 'fixedFactorBatches';
  const { stream, batches = 1000, batchSize = 64, bins = 20 } = checkOptions(owner, options);
  checkInstance(owner, 'stream', stream, RandomStream);
  const rows = checkSampleColumns(owner, 'truth', truth);
  checkCount(owner, 'batches', batches);
  checkCount(owner, 'batchSize', batchSize, { least: 2 });
  checkCount(owner, 'bins', bins, { least: 2 });
  const factors = columnClasses(owner, truth, { bins, cut: 'count' }).map(({ labels, count }) => {
    const members = Array.from({ length: count }, (): number[] => []);
    labels.forEach((label, row) => members[label]?.push(row));
    return { labels, members };
  });
  return Array.from({ length: batches }, () => {
    const factor = stream.integer(0, factors.length);
    const { labels, members } = factors[factor] ?? { labels: [], members: [] };
    const peers = members[labels[stream.integer(0, rows)] ?? 0] ?? [];
    const drawn = Int32Array.from(
      { length: batchSize },
      () => peers[stream.integer(0, peers.length)] ?? 0,
    );
    return { factor, rows: drawn };
  });
}
