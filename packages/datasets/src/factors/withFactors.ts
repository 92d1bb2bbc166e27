import {
  checkCount,
  checkFunction,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import type { ImageDataset } from '../image/imageDataset.ts';
import { checkShape } from './checkFactorDataset.ts';
import { checkFactors, factorRows } from './factorDataset.ts';
import type { Factor, FactorDataset } from './factorTypes.ts';
import type { FactorValues } from './factorDataset.ts';

/**
 * Images together with the values of their factors.
 *
 * @param images - The images; classes are left behind.
 * @param factors - What is known about every image; at least one factor.
 * @param values - `[images.size, factors]` row by row, or a column for each factor by its name; NaN where one is missing; copied.
 * @returns The data set.
 * @throws ShapeError when there are more or fewer values than that; ValuesError for infinite values, and values of a binary factor other
 *   than 0, 1 and NaN; ArgumentError for names that are empty, there twice or without a column.
 *
 * @example
 * ```ts
 * import { proceduralDigits, withFactors } from '@causal-mechanisms/datasets';
 *
 * const digits = proceduralDigits({ size: 3 });
 * const dataset = withFactors(digits, [{ name: 'digit', kind: 'continuous' }], { digit: digits.labels ?? [] });
 * console.log(dataset.shape, dataset.values.length); // [ 28, 28, 1 ] 3
 * ```
 */
export function withFactors(
  images: ImageDataset,
  factors: readonly Factor[],
  values: FactorValues,
): FactorDataset {
  checkOptions('withFactors', images, 'images');
  const given: { readonly read?: unknown } = images;
  checkFunction('withFactors', 'images.read', given.read);
  checkText('withFactors', 'images.name', images.name);
  checkCount('withFactors', 'images.size', images.size);
  checkShape('withFactors', 'images.shape', images.shape);
  const owner = `withFactors(${images.name})`;
  const checked = checkFactors(owner, factors);
  const { name, origin, size, shape } = images;
  return {
    name,
    origin,
    size,
    shape,
    factors: checked,
    values: factorRows(owner, checked, values, size),
    read: (indices, out) => images.read(indices, out),
  };
}
