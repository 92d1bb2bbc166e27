import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * @param mean - Above 0.
 * @param stream - Where the draw comes from.
 * @returns A whole number of a Poisson distribution; above a mean of 30, of the rounded normal one near it.
 */
export function poisson(mean: number, stream: RandomStream): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal()));
  const limit = Math.exp(-mean);
  let product = stream.uniform();
  let count = 0;
  while (product > limit) {
    product *= stream.uniform();
    count++;
  }
  return count;
}
