import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkRead } from '../image/readChecks.ts';
import { chosenIndices } from '../image/subset.ts';
import type { IndexRange } from '../image/subset.ts';
import { checkFactorDataset } from './checkFactorDataset.ts';
import { derivedFactors } from './derivedFactors.ts';
import type { FactorDataset } from './factorTypes.ts';

/**
 * Some of the observations, without copying them.
 *
 * @param dataset - The whole.
 * @param choice - Indices in any order, repeats allowed, or a run of consecutive observations.
 * @returns The part; its observation i is the whole's `choice[i]`.
 * @throws ArgumentError for indices that are not there and for an empty choice.
 *
 * @example
 * ```ts
 * import { factorDataset, selectRows } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'three',
 *   observations: Float32Array.of(1, 2, 3),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: [5, 6, 7],
 * });
 * console.log([...selectRows(dataset, [2, 0]).values]); // [ 7, 5 ]
 * console.log(selectRows(dataset, { from: 1 }).size); // 2
 * ```
 */
export function selectRows(
  dataset: FactorDataset,
  choice: ArrayLike<number> | IndexRange,
): FactorDataset {
  checkFactorDataset('selectRows', 'dataset', dataset);
  const owner = `selectRows(${dataset.name})`;
  const chosen = chosenIndices(owner, dataset.size, choice);
  if (chosen.length === 0) throw new ArgumentError(`${owner}: no observations are chosen`);
  const indices = Int32Array.from(chosen);
  const perObservation = dataset.shape.reduce((all, side) => all * side, 1);
  return derivedFactors(dataset, {
    size: indices.length,
    values: rowValues(dataset, indices),
    read: async (wanted, out) => {
      checkRead(dataset.name, wanted, out, indices.length, perObservation);
      await dataset.read(
        wanted.map((index) => indices[index] ?? 0),
        out,
      );
    },
  });
}

/**
 * @param dataset - The data set.
 * @param indices - Observations; not checked.
 * @returns The values of their factors, `[indices.length, factors]`.
 */
export function rowValues(dataset: FactorDataset, indices: Int32Array): Float64Array {
  const width = dataset.factors.length;
  const values = new Float64Array(indices.length * width);
  indices.forEach((index, row) => {
    values.set(dataset.values.subarray(index * width, (index + 1) * width), row * width);
  });
  return values;
}
