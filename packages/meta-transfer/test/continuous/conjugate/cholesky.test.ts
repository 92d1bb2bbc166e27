import { ValuesError } from '@causal-mechanisms/tensor-utils';
import {
  cholesky,
  logDeterminant,
  solveLower,
  solveUpper,
} from '../../../src/continuous/conjugate/cholesky.ts';

// The entry above the diagonal is never read.
const matrix = Float64Array.of(4, 99, 2, 5);

describe('cholesky', () => {
  it('factors by hand', () => {
    expect(Array.from(cholesky('f', matrix, 2))).toEqual([2, 0, 1, 2]);
    expect(logDeterminant(cholesky('f', matrix, 2), 2)).toBeCloseTo(Math.log(16), 12);
  });

  it('refuses what is not positive definite, with its row', () => {
    expect(() => cholesky('f', Float64Array.of(1, 2, 2, 4), 2)).toThrow(ValuesError);
    expect(() => cholesky('f', Float64Array.of(1, 2, 2, 4), 2)).toThrow(
      'f: the matrix is not positive definite at row 1',
    );
    expect(() => cholesky('f', Float64Array.of(NaN), 1)).toThrow('row 0');
  });

  it('solves in two halves', () => {
    const factor = cholesky('f', Float64Array.of(4, 0, 0, 2, 5, 0, 1, 3, 6), 3);
    const values = Float64Array.of(4 + 2 * 2 + 3, 2 + 5 * 2 + 3 * 3, 1 + 3 * 2 + 6 * 3);
    solveLower(factor, values);
    solveUpper(factor, values);
    [1, 2, 3].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
  });
});
