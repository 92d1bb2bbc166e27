import {
  ArgumentError,
  checkCount,
  checkNumbers,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { FixedFactorBatch } from './fixedFactorBatches.ts';

/**
 * Checks batches of rows that agree in a factor.
 *
 * @param owner - The function that asks; opens messages.
 * @param batches - Should be at least one, each with a factor from 0 on and at least two rows.
 * @param rows - How many rows there are to point to.
 * @returns The number of factors: one more than the greatest.
 * @throws ArgumentError for no batch, an impossible factor or a batch with less than two rows; ValuesError for a row that is not there.
 */
export function checkBatches(
  owner: string,
  batches: readonly FixedFactorBatch[],
  rows: number,
): number {
  const given: unknown = batches;
  if (!Array.isArray(given)) {
    throw new ArgumentError(`${owner}: batches must be an array`, { data: { batches } });
  }
  batches.forEach((batch, i) => {
    const { rows: own } = checkOptions(owner, batch, `batches[${i}]`);
    checkNumbers(owner, `batches[${i}].rows`, own, { anyNumber: true });
  });
  if (batches.length === 0)
    throw new ArgumentError(`${owner}: expected at least one batch, got none`);
  let factors = 0;
  batches.forEach((batch, place) => {
    checkCount(owner, `the factor of batch ${place}`, batch.factor, { least: 0 });
    checkCount(owner, `the number of rows of batch ${place}`, batch.rows.length, { least: 2 });
    for (const row of batch.rows) {
      if (row >= 0 && row < rows) continue;
      throw new ValuesError(
        `${owner}: rows must lie in [0, ${rows}), got ${row} in batch ${place}`,
        {
          data: { batch: place, row, rows },
        },
      );
    }
    factors = Math.max(factors, batch.factor + 1);
  });
  return factors;
}
