import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Turns weights into their running sums, in place. */
export function cumulate(values: Float64Array, offset: number, length: number): void {
  let sum = 0;
  for (let i = offset; i < offset + length; i++) values[i] = sum += values[i] ?? NaN;
}

/** Fills with the running sums of a distribution that is uniform on the simplex, up to a factor. */
export function drawSums(
  stream: RandomStream,
  sums: Float64Array,
  offset: number,
  length: number,
): void {
  let sum = 0;
  // The offset of half a grid step keeps 0, whose logarithm is none, out.
  for (let i = offset; i < offset + length; i++) {
    sums[i] = sum -= Math.log(stream.uniform() + 2 ** -25);
  }
}

/**
 * Finds the first category whose running sum exceeds `uniform` times the last one, whatever rounding made of that; never a
 * category of weight 0.
 */
export function categoryAt(
  uniform: number,
  sums: Float64Array,
  offset: number,
  length: number,
): number {
  let low = offset;
  let high = offset + length - 1;
  const sought = uniform * (sums[high] ?? NaN);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? NaN) > sought) high = middle;
    else low = middle + 1;
  }
  return low - offset;
}
