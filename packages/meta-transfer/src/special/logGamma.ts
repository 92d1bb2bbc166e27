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
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product)
  );
}
