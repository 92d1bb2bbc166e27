import { normalValues } from '@causal-mechanisms/tensor-utils';
import type { Start } from './starts.ts';

/**
 * A random matrix whose columns are orthonormal, or its rows where there are fewer of them (Saxe et al., 2014).
 *
 * @param columns - How many; rows follow from the length.
 * @returns The start: of a matrix `[rows, columns]`, row by row.
 */
export function orthogonalStart(columns: number): Start {
  return (length, stream) => {
    const rows = length / columns;
    const [count, size] = rows < columns ? [rows, columns] : [columns, rows];
    const vectors = Array.from({ length: count }, () =>
      Float64Array.from(normalValues(size, 1, stream)),
    );
    vectors.forEach((vector, i) => {
      for (const before of vectors.slice(0, i)) subtractProjection(vector, before);
      const norm = Math.hypot(...chunkNorms(vector));
      for (let j = 0; j < size; j++) vector[j] = (vector[j] ?? 0) / norm;
    });
    return Float32Array.from({ length }, (_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      return (rows < columns ? vectors[row]?.[column] : vectors[column]?.[row]) ?? 0;
    });
  };
}

/** Takes out of a vector what lies along one of length 1. */
function subtractProjection(vector: Float64Array, along: Float64Array): void {
  let product = 0;
  for (let j = 0; j < vector.length; j++) product += (vector[j] ?? 0) * (along[j] ?? 0);
  for (let j = 0; j < vector.length; j++) {
    vector[j] = (vector[j] ?? 0) - product * (along[j] ?? 0);
  }
}

/** `Math.hypot` takes its arguments from the stack: long vectors go in chunks. */
function chunkNorms(vector: Float64Array): number[] {
  const chunk = 4096;
  return Array.from({ length: Math.ceil(vector.length / chunk) }, (_, i) =>
    Math.hypot(...vector.subarray(i * chunk, (i + 1) * chunk)),
  );
}
