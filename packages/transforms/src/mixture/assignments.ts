import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Draws a mechanism for every image on its own.
 *
 * @param count - How many images.
 * @param weights - One per mechanism; in proportion to the probabilities.
 * @param stream - Randomness.
 * @returns One mechanism number per image.
 */
export function drawnAssignment(
  count: number,
  weights: readonly number[],
  stream: RandomStream,
): Int32Array {
  return Int32Array.from({ length: count }, () => stream.categorical(weights));
}

/**
 * Deals the mechanisms out so that the count of each is the expected one, rounded up or down, in random order.
 *
 * Which counts are rounded up is drawn by systematic sampling in a random order, so that over many batches every
 * mechanism gets exactly its share.
 *
 * @param count - How many images.
 * @param weights - One per mechanism; in proportion to the shares.
 * @param stream - Randomness.
 * @returns One mechanism number per image.
 */
export function stratifiedAssignment(
  count: number,
  weights: readonly number[],
  stream: RandomStream,
): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const expected = weights.map((weight) => (count * weight) / total);
  // The small term keeps a quotient such as 2.9999999999999996 from losing its last image.
  const counts = expected.map((value) => Math.floor(value + 1e-9));
  const left = count - counts.reduce((sum, value) => sum + value, 0);
  const order = stream.shuffle(Array.from(weights.keys()));
  const fractions = order.map((m) => Math.max(0, (expected[m] ?? 0) - (counts[m] ?? 0)));
  const fractionTotal = fractions.reduce((sum, value) => sum + value, 0);
  const start = stream.uniform();
  let reached = 0;
  let given = 0;
  order.forEach((m, place) => {
    reached += fractions[place] ?? 0;
    // The last place reaches the total, so that `left` are given; without any left this is NaN, and none is.
    const passed = (reached / fractionTotal) * left;
    while (start + given < passed) {
      counts[m] = (counts[m] ?? 0) + 1;
      given++;
    }
  });
  const dealt = new Int32Array(count);
  let filled = 0;
  counts.forEach((times, m) => {
    dealt.fill(m, filled, filled + times);
    filled += times;
  });
  return stream.shuffle(dealt);
}
