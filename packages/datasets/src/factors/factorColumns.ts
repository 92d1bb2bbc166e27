import {
  ArgumentError,
  checkNumbers,
  checkText,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import { checkFactorDataset, checkFactorList, checkTexts } from './checkFactorDataset.ts';
import { derivedFactors } from './derivedFactors.ts';
import { checkFactors, factorRows } from './factorDataset.ts';
import type { Factor, FactorDataset } from './factorTypes.ts';

/**
 * The values of one factor.
 *
 * @param dataset - The data set.
 * @param name - The factor.
 * @returns Its value for every observation, `[size]`, NaN where it is missing; a copy.
 * @throws ArgumentError for an unknown factor.
 *
 * @example
 * ```ts
 * import { factorColumn, factorDataset } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'two',
 *   observations: Float32Array.of(1, 2),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }, { name: 'b', kind: 'binary' }],
 *   values: [5, 0, 6, 1],
 * });
 * console.log([...factorColumn(dataset, 'a')]); // [ 5, 6 ]
 * ```
 */
export function factorColumn(dataset: FactorDataset, name: string): Float64Array {
  return columnOf('factorColumn', dataset, name);
}

/**
 * A data set with some of the factors, in a chosen order: such as those of a graph.
 *
 * @param dataset - The data set.
 * @param names - The factors to keep; at least one.
 * @returns The same observations with these columns alone.
 * @throws ArgumentError for an unknown factor and for one that is named twice.
 *
 * @example
 * ```ts
 * import { factorDataset, selectFactors } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'two',
 *   observations: Float32Array.of(1, 2),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }, { name: 'b', kind: 'binary' }],
 *   values: [5, 0, 6, 1],
 * });
 * console.log([...selectFactors(dataset, ['b', 'a']).values]); // [ 0, 5, 1, 6 ]
 * ```
 */
export function selectFactors(dataset: FactorDataset, names: readonly string[]): FactorDataset {
  checkFactorDataset('selectFactors', 'dataset', dataset);
  checkTexts('selectFactors', 'names', names);
  const places = names.map((name) => factorPlace('selectFactors', dataset, name));
  const factors = checkFactors(
    'selectFactors',
    places.flatMap((place) => dataset.factors[place] ?? []),
  );
  const width = dataset.factors.length;
  const values = new Float64Array(dataset.size * places.length);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / places.length);
    values[i] = dataset.values[row * width + (places[i % places.length] ?? 0)] ?? NaN;
  }
  return derivedFactors(dataset, { factors, values });
}

/**
 * A data set with one more factor, such as a target that is made of others.
 *
 * @param dataset - The data set.
 * @param factor - The new one; it comes last.
 * @param column - Its value for every observation, NaN where it is missing; copied.
 * @returns The same observations with all columns.
 * @throws ArgumentError when there is a factor of that name; ShapeError for another number of values; ValuesError for infinite values,
 *   and values of a binary factor other than 0, 1 and NaN.
 *
 * @example
 * ```ts
 * import { addFactor, factorColumn, factorDataset } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'two',
 *   observations: Float32Array.of(1, 2),
 *   shape: [1],
 *   factors: [{ name: 'angle', kind: 'continuous' }],
 *   values: [5, 60],
 * });
 * const steep = factorColumn(dataset, 'angle').map((angle) => Number(angle > 45));
 * console.log([...addFactor(dataset, { name: 'steep', kind: 'binary' }, steep).values]); // [ 5, 0, 60, 1 ]
 * ```
 */
export function addFactor(
  dataset: FactorDataset,
  factor: Factor,
  column: ArrayLike<number>,
): FactorDataset {
  checkFactorDataset('addFactor', 'dataset', dataset);
  const owner = `addFactor(${dataset.name})`;
  checkFactorList(owner, 'factor', [factor]);
  checkNumbers(owner, 'column', column, { anyNumber: true });
  const factors = checkFactors(owner, [...dataset.factors, factor]);
  const columns = new Map<string, ArrayLike<number>>([[factor.name, column]]);
  dataset.factors.forEach(({ name }, place) => columns.set(name, columnAt(dataset, place)));
  return derivedFactors(dataset, {
    factors,
    values: factorRows(owner, factors, Object.fromEntries(columns), dataset.size),
  });
}

/**
 * @param owner - Opens messages.
 * @param dataset - The data set.
 * @param name - The factor.
 * @returns Its values, a copy.
 * @throws ArgumentError for an unknown factor, and what is no data set.
 */
export function columnOf(owner: string, dataset: FactorDataset, name: string): Float64Array {
  checkFactorDataset(owner, 'dataset', dataset);
  checkText(owner, 'name', name);
  return columnAt(dataset, factorPlace(owner, dataset, name));
}

/**
 * @param owner - Opens the message.
 * @param dataset - The data set.
 * @param name - A factor.
 * @returns Its column.
 * @throws ArgumentError for an unknown one.
 */
export function factorPlace(owner: string, dataset: FactorDataset, name: string): number {
  const names = dataset.factors.map((factor) => factor.name);
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const near = nearestName(name, names);
  throw new ArgumentError(
    `${owner}(${dataset.name}): there is no factor "${name}" among ${names.join(', ')}${near === undefined ? '' : `; did you mean "${near}"?`}`,
    { data: { name, factors: names } },
  );
}

function columnAt(dataset: FactorDataset, place: number): Float64Array {
  const { size, values, factors } = dataset;
  return Float64Array.from(
    { length: size },
    (_, row) => values[row * factors.length + place] ?? NaN,
  );
}
