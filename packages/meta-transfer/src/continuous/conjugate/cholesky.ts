import { ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * The lower triangular factor of a symmetric positive definite matrix.
 *
 * @param owner - The function that asks; opens the message.
 * @param matrix - `[size * size]`, of which the lower triangle is read.
 * @param size - Rows and columns.
 * @returns `[size * size]`, zero above the diagonal: the factor times its transpose is the matrix.
 * @throws ValuesError when the matrix is not positive definite.
 */
export function cholesky(owner: string, matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      if (i !== j) {
        factor[i * size + j] = sum / (factor[j * size + j] ?? NaN);
        continue;
      }
      if (!(sum > 0)) {
        throw new ValuesError(`${owner}: the matrix is not positive definite at row ${i}`, {
          data: { row: i, pivot: sum },
        });
      }
      factor[i * size + i] = Math.sqrt(sum);
    }
  }
  return factor;
}

/**
 * Solves `factor x = values`.
 *
 * @param factor - Of {@link cholesky}.
 * @param values - `[size]`, replaced by the solution.
 */
export function solveLower(factor: Float64Array, values: Float64Array): void {
  const size = values.length;
  for (let i = 0; i < size; i++) {
    let sum = values[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (values[k] ?? 0);
    values[i] = sum / (factor[i * size + i] ?? NaN);
  }
}

/**
 * Solves `factor^T x = values`.
 *
 * @param factor - Of {@link cholesky}.
 * @param values - `[size]`, replaced by the solution.
 */
export function solveUpper(factor: Float64Array, values: Float64Array): void {
  const size = values.length;
  for (let i = size - 1; i >= 0; i--) {
    let sum = values[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] ?? 0) * (values[k] ?? 0);
    values[i] = sum / (factor[i * size + i] ?? NaN);
  }
}

/**
 * @param factor - Of {@link cholesky}.
 * @param size - Its rows.
 * @returns The logarithm of the determinant of the matrix.
 */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * size + i] ?? NaN);
  return 2 * sum;
}
