/** Means and covariances of columns. */
interface Moments {
  /** The mean of each column. */
  readonly means: Float64Array;
  /** Covariances (n - 1), symmetric. */
  readonly covariance: readonly Float64Array[];
}

/**
 * Means and covariances of columns.
 *
 * @param columns - Columns of finite numbers, of one length of at least 2.
 * @returns Both.
 */
export function columnMoments(columns: readonly ArrayLike<number>[]): Moments {
  const rows = columns[0]?.length ?? 0;
  const means = Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += column[row] ?? NaN;
    return sum / rows;
  });
  const centred = columns.map((column, i) =>
    Float64Array.from(column, (value) => value - (means[i] ?? NaN)),
  );
  const covariance = columns.map(() => new Float64Array(columns.length));
  centred.forEach((first, i) => {
    for (let j = 0; j <= i; j++) {
      const second = centred[j] ?? first;
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += (first[row] ?? 0) * (second[row] ?? 0);
      for (const [a, b] of [
        [i, j],
        [j, i],
      ] as const) {
        const line = covariance[a];
        if (line !== undefined) line[b] = sum / (rows - 1);
      }
    }
  });
  return { means, covariance };
}
