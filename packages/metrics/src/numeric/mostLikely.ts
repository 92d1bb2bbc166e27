/**
 * The class with the greatest number in each row.
 *
 * @param chances - `[class][row]`, at least one class.
 * @returns One class per row; the first of equal ones.
 */
export function mostLikely(chances: readonly ArrayLike<number>[]): Int32Array {
  return Int32Array.from({ length: chances[0]?.length ?? 0 }, (_, row) =>
    chances.reduce(
      (best, values, label) =>
        (values[row] ?? NaN) > (chances[best]?.[row] ?? NaN) ? label : best,
      0,
    ),
  );
}
