import { selectFactors } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { ArgumentError, checkCount } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Random rows in which every factor of a model has its label.
 *
 * @param owner - The function that asks; opens messages.
 * @param data - The data set.
 * @param choice - The factors, at most how many rows, and where they are drawn from.
 * @returns The rows in random order, and the labels of the factors: a column each.
 * @throws ArgumentError for an unknown factor, an impossible number of rows, and where fewer than 30 rows have all labels.
 */
export function scoredRows(
  owner: string,
  data: FactorDataset,
  choice: { factors: readonly string[]; rows: number; stream: RandomStream },
): { rows: Int32Array; labels: Float64Array[] } {
  const { factors, rows, stream } = choice;
  checkCount(owner, 'rows', rows, { least: 30 });
  const { values } = selectFactors(data, factors);
  const width = factors.length;
  const complete = Int32Array.from({ length: data.size }, (_, row) => row).filter((row) =>
    values.subarray(row * width, (row + 1) * width).every((value) => !Number.isNaN(value)),
  );
  if (complete.length < 30) {
    throw new ArgumentError(
      `${owner}: at least 30 rows of ${data.name} must have all labels of ${factors.join(', ')}, got ${complete.length}`,
      { data: { complete: complete.length, size: data.size } },
    );
  }
  const drawn = stream
    .sampleIndices(Math.min(rows, complete.length), complete.length)
    .map((place) => complete[place] ?? 0);
  const labels = factors.map((_, factor) =>
    Float64Array.from(drawn, (row) => values[row * width + factor] ?? NaN),
  );
  return { rows: drawn, labels };
}
