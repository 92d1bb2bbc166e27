import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Two fair bits, in all four ways once. */
export const A = [0, 0, 1, 1];
export const B = [0, 1, 0, 1];
export const XOR = A.map((bit, i) => bit ^ (B[i] ?? 0));
export const CONSTANT = [0.1, 0.1, 0.1, 0.1];

/** Independent columns, in no periodic order. */
export function independentColumns(rows: number, count: number, seed = 1): Float32Array[] {
  const stream = new RandomStream(seed);
  return Array.from({ length: count }, () => stream.normals(rows));
}

/** Independent fair bits, in no periodic order. */
export function randomBits(rows: number, count: number, seed = 1): Float32Array[] {
  return independentColumns(rows, count, seed).map((column) =>
    column.map((value) => Number(value > 0)),
  );
}

/** What every score of true and found columns refuses, and with which code. */
export const REFUSED: readonly (readonly [string, number[][], number[][]])[] = [
  ['ERR_ARGUMENT', [], [A]],
  ['ERR_ARGUMENT', [A], []],
  ['ERR_ARGUMENT', [[1]], [[1]]],
  ['ERR_SHAPE', [A], [[1, 2, 3]]],
  ['ERR_SHAPE', [A, [1, 2]], [A]],
  ['ERR_VALUES', [[0, 1, NaN, 1]], [A]],
  ['ERR_VALUES', [A], [[0, 1, Infinity, 1]]],
];
