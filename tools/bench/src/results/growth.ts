/**
 * By which power one quantity grows with another: the slope of a straight line through the logarithms, by least squares.
 *
 * @param points - Pairs of positive numbers, at least two with different first numbers.
 * @returns The exponent: 1 where the second doubles with the first; NaN when there are too few points.
 */
export function growthExponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (place: 0 | 1) => logs.reduce((sum, point) => sum + point[place], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const product = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return product / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
