import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Draws a matrix whose rows, or columns where there are fewer of them, are orthogonal and of one length (Saxe et al., 2014).
 *
 * @param rows - The number of rows.
 * @param columns - The number of columns.
 * @param gain - The length of the orthogonal vectors.
 * @param stream - Where it is drawn from.
 * @returns The entries row by row.
 */
export function orthogonalMatrix(
  rows: number,
  columns: number,
  gain: number,
  stream: RandomStream,
): Float64Array {
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  for (let i = 0; i < Math.min(rows, columns); i++) {
    const vector = Float64Array.from({ length }, () => stream.normal());
    // Twice is enough: one pass leaves a remainder where vectors happen to be close.
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) {
        const along = dot(vector, other);
        for (let k = 0; k < length; k++) vector[k] = (vector[k] ?? 0) - along * (other[k] ?? 0);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  const matrix = new Float64Array(rows * columns);
  vectors.forEach((vector, i) => {
    for (let k = 0; k < length; k++) {
      matrix[rows <= columns ? i * columns + k : k * columns + i] = gain * (vector[k] ?? 0);
    }
  });
  return matrix;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
