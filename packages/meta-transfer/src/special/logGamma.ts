const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * The logarithm of the gamma function (Stirling's series, after a shift to arguments above 10).
 *
 * @param x - Above 0.
 * @returns `ln Gamma(x)`, to about 14 digits.
 */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    series(shifted) -
    Math.log(product)
  );
}

/**
 * `ln Gamma(x + n) - ln Gamma(x)`, exact where both are huge and nearly equal.
 *
 * @param x - Above 0.
 * @param n - At least 0.
 * @returns The difference, to about 14 digits.
 */
export function logGammaRise(x: number, n: number): number {
  if (x < 10) return logGamma(x + n) - logGamma(x);
  const rise = (x + n - 0.5) * Math.log1p(n / x) - n;
  return n * Math.log(x) + rise + (series(x + n) - series(x));
}

/** The terms of Stirling's series from 1 / (12 x) on. */
function series(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return (
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  );
}
