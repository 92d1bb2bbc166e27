import { ArgumentError, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { checkBatches } from './batchChecks.ts';
import type { FixedFactorBatch } from './fixedFactorBatches.ts';

/** Options of {@link factorVaeScore}. */
export interface FactorVaeOptions {
  /** Codes with a smaller standard deviation than this over all rows do not take part; at least 0. Default: 0.05. */
  readonly leastDeviation?: number;
}

/** Whether the code that stays still tells the factor that does. */
export interface FactorVaeScore {
  /** The share of batches whose factor is the one that most batches with the same vote have, in [0, 1]. */
  readonly accuracy: number;
  /** How many batches of each factor voted for each code: one row per factor. */
  readonly votes: readonly (readonly number[])[];
  /** Whether each code takes part. */
  readonly active: readonly boolean[];
}

/**
 * The FactorVAE score (Kim and Mnih, 2018): every batch of rows that agree in one factor votes for the code that varies least in it, in units
 * of its variance over all rows; the score is how well the vote tells the factor.
 *
 * @param found - The codes: columns of one length.
 * @param batches - Rows that agree in one factor, such as {@link fixedFactorBatches} draws.
 * @param options - Which codes take part.
 * @returns Accuracy and votes; 0 where no code takes part. A code that tells nothing leaves about the share of the commonest factor.
 * @throws ArgumentError for no column, no batch, impossible factors or batches with less than two rows; ShapeError for different lengths;
 *   ValuesError for entries that are not finite and rows that are not there.
 *
 * @example
 * ```ts
 * import { factorVaeScore } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const batches = [
 *   { factor: 0, rows: Int32Array.of(0, 1) },
 *   { factor: 1, rows: Int32Array.of(0, 2) },
 * ];
 * console.log(factorVaeScore([a, b], batches)); // { accuracy: 1, votes: [ [ 1, 0 ], [ 0, 1 ] ], active: [ true, true ] }
 * ```
 */
export function factorVaeScore(
  found: readonly ArrayLike<number>[],
  batches: readonly FixedFactorBatch[],
  options: FactorVaeOptions = {},
): FactorVaeScore {
  const owner = 'factorVaeScore';
  const { leastDeviation = 0.05 } = checkOptions(owner, options);
  checkNumber(owner, 'leastDeviation', leastDeviation);
  const rows = checkSampleColumns(owner, 'found', found);
  const factors = checkBatches(owner, batches, rows);
  if (!(leastDeviation >= 0)) {
    throw new ArgumentError(`${owner}: leastDeviation must be at least 0, got ${leastDeviation}`, {
      data: { leastDeviation },
    });
  }
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row);
  const variances = found.map((column) => variance(column, everyRow));
  const active = variances.map((value) => value > 0 && Math.sqrt(value) >= leastDeviation);
  const votes = Array.from({ length: factors }, () => found.map(() => 0));
  if (!active.includes(true)) return { accuracy: 0, votes, active };
  for (const batch of batches) {
    const ratios = found.map((column, code) =>
      active[code] === true ? variance(column, batch.rows) / (variances[code] ?? NaN) : Infinity,
    );
    const still = ratios.indexOf(Math.min(...ratios));
    const row = votes[batch.factor] ?? [];
    row[still] = (row[still] ?? 0) + 1;
  }
  const right = found.reduce(
    (sum, _, code) => sum + Math.max(...votes.map((row) => row[code] ?? 0)),
    0,
  );
  return { accuracy: right / batches.length, votes, active };
}

function variance(column: ArrayLike<number>, rows: Int32Array): number {
  const mean = rows.reduce((sum, row) => sum + (column[row] ?? NaN), 0) / rows.length;
  return rows.reduce((sum, row) => sum + ((column[row] ?? NaN) - mean) ** 2, 0) / rows.length;
}
