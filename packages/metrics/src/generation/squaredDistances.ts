/**
 * Squared Euclidean distances between all rows of two samples.
 *
 * @param first - Columns of one length.
 * @param second - As many columns, of a length of their own.
 * @returns Row by row: the distances of the first row of `first`, then those of the second, and so on.
 */
export function squaredDistances(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
): Float64Array {
  const [rows, others] = [first[0]?.length ?? 0, second[0]?.length ?? 0];
  const distances = new Float64Array(rows * others);
  first.forEach((column, index) => {
    const other = second[index] ?? [];
    for (let i = 0, place = 0; i < rows; i++) {
      const value = column[i] ?? NaN;
      for (let j = 0; j < others; j++, place++) {
        const difference = value - (other[j] ?? NaN);
        distances[place] = (distances[place] ?? 0) + difference * difference;
      }
    }
  });
  return distances;
}
