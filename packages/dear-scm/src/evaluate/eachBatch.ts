import type { Tensor } from '@tensorflow/tfjs';
import { readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { pacer } from '@causal-mechanisms/tensor-utils';

/** How {@link eachBatch} reads. */
export interface BatchReading {
  /** Observations that are read at a time. */
  readonly batchSize: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at all observations in their order, some at a time, and gives the event loop turns.
 *
 * @param data - What is read.
 * @param reading - How many at a time.
 * @param look - Is given some observations, which it does not dispose of, and the row of the first of them.
 */
export async function eachBatch(
  data: FactorDataset,
  { batchSize, signal }: BatchReading,
  look: (observations: Tensor, from: number) => Promise<void>,
): Promise<void> {
  const pause = pacer();
  for (let from = 0; from < data.size; from += batchSize) {
    signal?.throwIfAborted();
    const rows = Int32Array.from(
      { length: Math.min(batchSize, data.size - from) },
      (_, i) => from + i,
    );
    const observations = await readObservations(data, rows);
    try {
      await look(observations, from);
    } finally {
      observations.dispose();
    }
    await pause();
  }
}
