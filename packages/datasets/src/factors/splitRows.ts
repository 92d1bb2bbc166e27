import {
  ArgumentError,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkFactorDataset } from './checkFactorDataset.ts';
import type { FactorDataset } from './factorTypes.ts';
import { selectRows } from './selectRows.ts';

/** Options of {@link splitRows}. */
export interface SplitRowsOptions {
  /** The share of the observations that are held out, in (0, 1); their number is rounded, and either part needs one. */
  readonly share: number;
  /** Where the choice is drawn from. */
  readonly stream: RandomStream;
}

/** A data set in two parts. */
export interface SplitRows {
  /** What to train on, in its old order. */
  readonly training: FactorDataset;
  /** What is held out, in its old order. */
  readonly test: FactorDataset;
}

/**
 * Holds some observations out at random.
 *
 * @param dataset - The whole.
 * @param options - How many, and which.
 * @returns The two parts, without copying observations.
 * @throws ArgumentError for a share that leaves one of them empty.
 *
 * @example
 * ```ts
 * import { factorDataset, splitRows } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const dataset = factorDataset({
 *   name: 'ten',
 *   observations: new Float32Array(10),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: new Float64Array(10),
 * });
 * const { training, test } = splitRows(dataset, { share: 0.2, stream: new RandomStream(1) });
 * console.log(training.size, test.size); // 8 2
 * ```
 */
export function splitRows(dataset: FactorDataset, options: SplitRowsOptions): SplitRows {
  checkFactorDataset('splitRows', 'dataset', dataset);
  const { share, stream } = checkOptions('splitRows', options);
  checkInstance('splitRows', 'stream', stream, RandomStream);
  const { name, size } = dataset;
  const held = Math.round(share * size);
  if (typeof share !== 'number' || !(held >= 1 && held < size)) {
    throw new ArgumentError(
      `splitRows(${name}): share must leave some of ${size} observations in either part, got ${String(share)}`,
      { data: { share, size } },
    );
  }
  const out = new Set(stream.sampleIndices(held, size));
  const rows = Array.from({ length: size }, (_, row) => row);
  return {
    training: selectRows(
      dataset,
      rows.filter((row) => !out.has(row)),
    ),
    test: selectRows(
      dataset,
      rows.filter((row) => out.has(row)),
    ),
  };
}
