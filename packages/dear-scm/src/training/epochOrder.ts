import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Which rows come into which batch: all rows in a new random order again and again; what does not fill a batch at the end of an
 * order is left out. The batch of a step depends on the seed and the step alone, so that nothing has to be saved.
 *
 * @param size - Rows.
 * @param batchSize - Rows per batch, at most `size`.
 * @param stream - Its children give the orders; it is not drawn from.
 * @returns A function of the step, counted from 0.
 */
export function epochOrder(
  size: number,
  batchSize: number,
  stream: RandomStream,
): (step: number) => Int32Array {
  const batches = Math.floor(size / batchSize);
  let epoch = -1;
  let order: Int32Array = new Int32Array(0);
  return (step) => {
    const wanted = Math.floor(step / batches);
    if (wanted !== epoch) {
      epoch = wanted;
      order = stream.split(`epoch ${epoch}`).sampleIndices(size, size);
    }
    const from = (step % batches) * batchSize;
    return order.slice(from, from + batchSize);
  };
}
