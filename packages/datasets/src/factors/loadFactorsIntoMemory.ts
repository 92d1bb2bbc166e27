import { checkCount, checkPixels, pacer } from '@causal-mechanisms/tensor-utils';
import { MOST_KEPT } from '../image/datasetChecks.ts';
import { checkFactorDataset } from './checkFactorDataset.ts';
import { derivedFactors } from './derivedFactors.ts';
import { factorDataset } from './factorDataset.ts';
import type { FactorDataset } from './factorTypes.ts';

/** Observations that are read at a time. */
const CHUNK = 128;

/**
 * Reads a whole data set once and keeps it: worth it for images that are slow to decode or to draw.
 *
 * @param dataset - The observations.
 * @returns The same observations and factors: images rounded to the nearest of 256 steps, a byte per pixel and channel; vectors as they are.
 * @throws What reading them throws; ValuesError for pixels outside [0, 1], and numbers of vectors that are not finite.
 *
 * @example
 * ```ts
 * import { loadFactorsIntoMemory, proceduralDigits, withFactors } from '@causal-mechanisms/datasets';
 *
 * const digits = proceduralDigits({ size: 20 });
 * const labelled = withFactors(digits, [{ name: 'digit', kind: 'continuous' }], digits.labels ?? []);
 * console.log((await loadFactorsIntoMemory(labelled)).size); // 20
 * ```
 */
export async function loadFactorsIntoMemory(dataset: FactorDataset): Promise<FactorDataset> {
  checkFactorDataset('loadFactorsIntoMemory', 'dataset', dataset);
  const { name, size, shape, factors, values } = dataset;
  const width = shape.reduce((all, side) => all * side, 1);
  checkCount(
    `loadFactorsIntoMemory(${name})`,
    'size times the numbers per observation',
    size * width,
    {
      most: MOST_KEPT,
    },
  );
  const images = shape.length > 1;
  const observations = images ? new Uint8Array(size * width) : new Float32Array(size * width);
  const pause = pacer();
  for (let start = 0; start < size; start += CHUNK) {
    const count = Math.min(CHUNK, size - start);
    const numbers = new Float32Array(count * width);
    await dataset.read(
      Int32Array.from({ length: count }, (_, i) => start + i),
      numbers,
    );
    await pause();
    if (images) {
      checkPixels(`loadFactorsIntoMemory(${name})`, numbers);
      numbers.forEach((value, k) => (numbers[k] = Math.round(value * 255)));
    }
    observations.set(numbers, start * width);
  }
  const kept = factorDataset({ name, observations, shape, factors, values });
  return derivedFactors(dataset, { read: (indices, out) => kept.read(indices, out) });
}
