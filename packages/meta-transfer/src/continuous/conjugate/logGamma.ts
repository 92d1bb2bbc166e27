/**
 * The logarithm of the gamma function (Stirling's series, after shifting the argument up).
 *
 * @param value - Above 0.
 * @returns `log Gamma(value)`, to 12 digits.
 */
export function logGamma(value: number): number {
  let shifted = value;
  let product = 1;
  while (shifted < 9) product *= shifted++;
  const inverse = 1 / (shifted * shifted);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) /
    shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    0.5 * Math.log(2 * Math.PI) +
    series -
    Math.log(product)
  );
}
