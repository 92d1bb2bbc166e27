/** Eigenvalues and eigenvectors of a symmetric matrix. */
interface SymmetricEigen {
  /** The eigenvalues, in no order. */
  readonly values: Float64Array;
  /** `vectors[j]` is the eigenvector of `values[j]`, of length 1. */
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: exact to rounding, also for small eigenvalues beside
 * large ones. Takes in the order of n^3 steps, some ten times.
 *
 * @param matrix - Square and symmetric, of finite numbers. Not changed.
 * @returns As many values and vectors as the matrix has rows.
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): SymmetricEigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, i) => {
    const unit = new Float64Array(n);
    unit[i] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) turned = rotate(a, vectors, p, q) || turned;
    }
    if (!turned) break;
  }
  return { values: Float64Array.from(a, (row, i) => row[i] ?? NaN), vectors };
}

/** Turns the plane of p and q so that their entry becomes 0; says whether it was not 0 to rounding. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [a[p] ?? new Float64Array(0), a[q] ?? new Float64Array(0)];
  const [app, aqq, apq] = [rowP[p] ?? 0, rowQ[q] ?? 0, rowP[q] ?? 0];
  if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) || Math.abs(apq) < 1e-300) {
    return false;
  }
  const half = (aqq - app) / (2 * apq);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of a) turn(row, p, q, cosine, sine);
  turnRows(rowP, rowQ, cosine, sine);
  turnRows(vectors[p], vectors[q], cosine, sine);
  [rowP[q], rowQ[p]] = [0, 0];
  return true;
}

function turn(row: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = cosine * x - sine * y;
  row[q] = sine * x + cosine * y;
}

function turnRows(
  first: Float64Array = new Float64Array(0),
  second: Float64Array = new Float64Array(0),
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [first[i] ?? 0, second[i] ?? 0];
    first[i] = cosine * x - sine * y;
    second[i] = sine * x + cosine * y;
  }
}
