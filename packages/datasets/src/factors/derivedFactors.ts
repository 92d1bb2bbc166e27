import type { FactorDataset } from './factorTypes.ts';

/**
 * A data set that says what another says, except for what is changed. Field by field, because the other may be an object of a class
 * whose fields a spread would miss.
 *
 * @param dataset - The other.
 * @param changes - What is different.
 * @returns The new data set.
 */
export function derivedFactors(
  dataset: FactorDataset,
  changes: Partial<FactorDataset>,
): FactorDataset {
  const { name, origin, size, shape, factors, values } = dataset;
  return {
    name,
    origin,
    size,
    shape,
    factors,
    values,
    read: (indices, out) => dataset.read(indices, out),
    ...changes,
  };
}
