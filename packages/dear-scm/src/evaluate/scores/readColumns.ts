import type { Tensor } from '@tensorflow/tfjs';
import { ArgumentError, pacer } from '@causal-mechanisms/tensor-utils';
import { checkAnswer, checkReadValues } from '../evaluateChecks.ts';
import type { FactorReader } from '../factorReader.ts';

/** What {@link readColumns} reads, and how. */
export interface ColumnsToRead {
  /** What reads factors off observations. */
  readonly reader: FactorReader;
  /** The factors that are wanted, in the order of the columns. */
  readonly factors: readonly string[];
  /** How many observations there are. */
  readonly rows: number;
  /** Gives some of them, `[count, ...shape]`; disposed of here. */
  readonly batch: (from: number, count: number) => Tensor | Promise<Tensor>;
  /** Observations at a time. */
  readonly batchSize: number;
  /** Ends the work with the reason of the signal. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads factors off observations, some at a time.
 *
 * @param owner - The function that asks; opens messages.
 * @param wanted - What is read.
 * @returns A column per factor.
 * @throws ArgumentError for a factor that the reader does not read; ShapeError when it gives another number of values.
 */
export async function readColumns(
  owner: string,
  { reader, factors, rows, batch, batchSize, signal }: ColumnsToRead,
): Promise<Float64Array[]> {
  const known = reader.factors.map(({ name }) => name);
  const places = factors.map((name) => {
    const place = known.indexOf(name);
    if (place >= 0) return place;
    throw new ArgumentError(
      `${owner}: the reader must read all factors, but not ${name}; it reads ${known.join(', ')}`,
      { data: { missing: name, factors: known } },
    );
  });
  const columns = factors.map(() => new Float64Array(rows));
  const pause = pacer();
  for (let from = 0; from < rows; from += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, rows - from);
    const observations = await batch(from, count);
    checkAnswer(owner, 'the model', observations, { shape: [count, ...reader.observationShape] });
    let values: Float64Array;
    try {
      values = await reader.factorValues(observations);
    } finally {
      observations.dispose();
    }
    checkReadValues(owner, values, count, known.length);
    columns.forEach((column, j) => {
      for (let i = 0; i < count; i++) {
        column[from + i] = values[i * known.length + (places[j] ?? 0)] ?? NaN;
      }
    });
    await pause();
  }
  return columns;
}
