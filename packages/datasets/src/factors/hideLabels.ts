import {
  ArgumentError,
  checkInstance,
  checkOptions,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkFactorDataset, checkTexts } from './checkFactorDataset.ts';
import { derivedFactors } from './derivedFactors.ts';
import { factorPlace } from './factorColumns.ts';
import type { FactorDataset } from './factorTypes.ts';

/** Options of {@link hideLabels}. */
export interface HideLabelsOptions {
  /** The share of the observations that keep their labels, in (0, 1]; their number is rounded and must be at least 1. */
  readonly share: number;
  /** Where the choice is drawn from. */
  readonly stream: RandomStream;
  /** The factors whose labels are hidden. Default: all. */
  readonly factors?: readonly string[];
  /**
   * `rows`: the same observations keep the labels of all these factors, as if somebody had labelled a part of the data. `labels`: others
   * for each factor, as if single labels had been lost. Default: `rows`.
   */
  readonly by?: 'rows' | 'labels';
}

/**
 * Takes labels away, to try how much a method needs them.
 *
 * @param dataset - The data set.
 * @param options - How many labels stay, and which go.
 * @returns The same observations, with NaN for hidden labels.
 * @throws ArgumentError for a share that leaves no label and for an unknown factor.
 *
 * @example
 * ```ts
 * import { factorDataset, hideLabels } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const dataset = factorDataset({
 *   name: 'ten',
 *   observations: new Float32Array(10),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: new Float64Array(10),
 * });
 * const few = hideLabels(dataset, { share: 0.3, stream: new RandomStream(1) });
 * console.log(few.values.filter((value) => !Number.isNaN(value)).length); // 3
 * ```
 */
export function hideLabels(dataset: FactorDataset, options: HideLabelsOptions): FactorDataset {
  const owner = 'hideLabels';
  checkFactorDataset(owner, 'dataset', dataset);
  const { share, stream, by = 'rows' } = checkOptions(owner, options);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkText(owner, 'by', by, ['rows', 'labels']);
  if (options.factors !== undefined) checkTexts(owner, 'factors', options.factors);
  const { size, factors } = dataset;
  const names = options.factors ?? factors.map((factor) => factor.name);
  const places = names.map((name) => factorPlace(owner, dataset, name));
  const kept = Math.round(share * size);
  if (typeof share !== 'number' || !(share > 0 && share <= 1) || kept === 0) {
    throw new ArgumentError(
      `hideLabels(${dataset.name}): share must be in (0, 1] and leave a label of ${size} observations, got ${String(share)}`,
      { data: { share, size } },
    );
  }
  const values = Float64Array.from(dataset.values);
  let labelled = stream.sampleIndices(kept, size);
  places.forEach((place, i) => {
    if (by === 'labels' && i > 0) labelled = stream.sampleIndices(kept, size);
    const keeps = new Uint8Array(size);
    for (const row of labelled) keeps[row] = 1;
    keeps.forEach((keep, row) => {
      if (keep === 0) values[row * factors.length + place] = NaN;
    });
  });
  return derivedFactors(dataset, { values });
}
