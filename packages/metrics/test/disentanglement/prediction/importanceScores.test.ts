import { importanceScores } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';

const identity = (size: number, copies = 1) =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size * copies }, (_, j) => Number(j % size === i)),
  );

const transposed = (matrix: number[][]) =>
  (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] ?? 0));

describe('importanceScores', () => {
  it('is what the definition gives', () => {
    const { disentanglement, completeness, codes, factors } = importanceScores([
      [0.8, 0.1, 0.5],
      [0.2, 0.9, 0.5],
    ]);
    [0.2781, 0.531, 0].forEach((code, i) => expect(codes[i]).toBeCloseTo(code, 4));
    [0.2026, 0.138].forEach((factor, i) => expect(factors[i]).toBeCloseTo(factor, 4));
    expect(disentanglement).toBeCloseTo(0.2697, 4);
    expect(completeness).toBeCloseTo(0.1681, 4);
    // A code with three times the importance counts three times.
    expect(
      importanceScores([
        [3, 0.5],
        [0, 0.5],
      ]).disentanglement,
    ).toBeCloseTo(0.75, 12);
  });

  it('knows its ends', () => {
    expect(importanceScores(identity(5))).toMatchObject({ disentanglement: 1, completeness: 1 });
    const twice = importanceScores(identity(5, 2));
    expect(twice.disentanglement).toBe(1);
    expect(twice.completeness).toBeCloseTo(1 - Math.log(2) / Math.log(10), 12);
    const stacked = importanceScores(transposed(identity(5, 2)));
    expect(stacked.completeness).toBe(1);
    expect(stacked.disentanglement).toBeCloseTo(0.699, 4);
    expect(
      importanceScores([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ disentanglement: 0, completeness: 0, codes: [0, 0], factors: [0, 0] });
    const even = importanceScores([
      [1, 1],
      [1, 1],
    ]);
    expect(even.disentanglement).toBeCloseTo(0, 12);
    expect(even.completeness).toBeCloseTo(0, 12);
  });

  it('takes a single factor, and codes that no factor needs', () => {
    expect(importanceScores([[1, 0, 1]]).codes).toEqual([1, 0, 1]);
    expect(importanceScores([[1, 0]]).disentanglement).toBe(1);
    expect(importanceScores([[2], [2]]).factors).toEqual([1, 1]);
  });

  it.each([
    ['ERR_ARGUMENT', []],
    ['ERR_SHAPE', [[1, 2], [1]]],
    ['ERR_VALUES', [[-0.1]]],
    ['ERR_VALUES', [[NaN]]],
  ])('refuses with %s', (code, matrix) => {
    expect(codeOf(() => importanceScores(matrix))).toBe(code);
  });
});
