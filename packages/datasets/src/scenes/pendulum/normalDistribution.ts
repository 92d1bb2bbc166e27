/** 1 / sqrt(2 pi). */
const SCALE = 0.3989422804014327;

/**
 * @param x - Any number.
 * @returns The share of a standard normal distribution below it, to 1e-14: a power series about 0, which is 0 or 1 beyond 8.
 */
export function normalShareBelow(x: number): number {
  if (x <= -8) return 0;
  if (x >= 8) return 1;
  let term = x;
  let sum = x;
  for (let n = 3; term > 1e-17 || term < -1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/**
 * @param x - Any number.
 * @returns The density of a standard normal distribution.
 */
export function normalDensity(x: number): number {
  return SCALE * Math.exp(-0.5 * x * x);
}
