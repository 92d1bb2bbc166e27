import { factorColumn } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';

/** What small classifiers learn from, and what they are asked about. */
export interface DownstreamRows {
  /** Of the training rows: `[rows, width]`, row by row. */
  readonly values: Float32Array;
  /** Of the test rows. */
  readonly asked: Float32Array;
  /** Numbers per row. */
  readonly width: number;
}

/**
 * @param owner - Opens messages.
 * @param factors - Names of labelled factors.
 * @param sets - Both data sets.
 * @returns Their labels, brought to mean 0 and variance 1 over the training rows; a constant factor to 0.
 * @throws ArgumentError for no factor and an unknown one; ValuesError where a label is missing.
 */
export function standardFactors(
  owner: string,
  factors: readonly string[],
  { train, test }: { readonly train: FactorDataset; readonly test: FactorDataset },
): DownstreamRows {
  const width = factors.length;
  if (width === 0) throw new ArgumentError(`${owner}: factors must name at least one, got none`);
  const values = new Float32Array(train.size * width);
  const asked = new Float32Array(test.size * width);
  for (const [place, factor] of factors.entries()) {
    const column = labelled(owner, train, factor);
    const mean = column.reduce((sum, value) => sum + value, 0) / train.size;
    const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / train.size) || 1;
    column.forEach((value, row) => (values[row * width + place] = (value - mean) / deviation));
    labelled(owner, test, factor).forEach(
      (value, row) => (asked[row * width + place] = (value - mean) / deviation),
    );
  }
  return { values, asked, width };
}

function labelled(owner: string, data: FactorDataset, factor: string): Float64Array {
  const column = Float64Array.from(factorColumn(data, factor));
  const row = column.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return column;
  throw new ValuesError(
    `${owner}: "${factor}" must be labelled for every observation of ${data.name}, got ${column[row]} at row ${row}`,
    { data: { factor, dataset: data.name, row, value: column[row] } },
  );
}
