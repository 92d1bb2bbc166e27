import type { LabelScaling } from './labelScaling.ts';

/**
 * Reads the factors off latents, in their units.
 *
 * @param latents - `[n, latentWidth]` row by row, the factors first.
 * @param latentWidth - How many coordinates a row has.
 * @param scaling - The way from latents to units.
 * @returns `[n, factors]` row by row; of a binary factor the probability of 1.
 */
export function factorUnits(
  latents: ArrayLike<number>,
  latentWidth: number,
  scaling: LabelScaling,
): Float64Array {
  const factors = scaling.state.ranges.length;
  const rows = latents.length / latentWidth;
  return Float64Array.from({ length: rows * factors }, (_, i) => {
    const factor = i % factors;
    const row = (i - factor) / factors;
    return scaling.toUnits(factor, latents[row * latentWidth + factor] ?? NaN);
  });
}
