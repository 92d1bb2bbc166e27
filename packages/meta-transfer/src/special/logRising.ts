import { logGammaRise } from './logGamma.ts';

/** Counts up to this one are looked up. */
const LOOKED_UP = 1024;

/**
 * `ln Gamma(a + n) - ln Gamma(a)` for one `a` and many counts `n`: a table for small counts, which most cells have.
 *
 * @param a - Above 0.
 * @returns A function of the count.
 */
export function logRising(a: number): (count: number) => number {
  const sums = new Float64Array(LOOKED_UP + 1);
  // sums[n] = ln a + ... + ln(a + n - 1), filled as far as it was asked for.
  let filled = 0;
  return (count) => {
    if (count > LOOKED_UP) return logGammaRise(a, count);
    for (; filled < count; filled++) {
      sums[filled + 1] = (sums[filled] ?? 0) + Math.log(a + filled);
    }
    return sums[count] ?? 0;
  };
}
