import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { factorVaeScore, fixedFactorBatches } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, CONSTANT, independentColumns } from '../twoBits.ts';

describe('factorVaeScore', () => {
  // Rows 0 and 1 agree in A, rows 0 and 2 in B.
  const [sameA, sameB] = [Int32Array.of(0, 1), Int32Array.of(0, 2)];
  const batches = (factor: number, rows: Int32Array, count: number) =>
    Array.from({ length: count }, () => ({ factor, rows }));

  it('is the share of votes that tell the factor', () => {
    // Factors by codes: votes 8 and 1, 2 and 9.
    const { accuracy, votes } = factorVaeScore(
      [A, B],
      [
        ...batches(0, sameA, 8),
        ...batches(0, sameB, 1),
        ...batches(1, sameA, 2),
        ...batches(1, sameB, 9),
      ],
    );
    expect(votes).toEqual([
      [8, 1],
      [2, 9],
    ]);
    expect(accuracy).toBeCloseTo(17 / 20, 12);
  });

  it('measures variance in units of that over all rows, and leaves out codes that hardly move', () => {
    const wide = [0, 4, 100, 104];
    // Within A the wide code has the variance 4 of some 2500; B has less, 1/4, but that is all it has.
    expect(factorVaeScore([B, wide], batches(0, sameA, 1)).votes).toEqual([[0, 1]]);
    const narrow = A.map((bit) => bit / 11);
    expect(factorVaeScore([narrow, B], batches(0, sameA, 1))).toMatchObject({
      votes: [[0, 1]],
      active: [false, true],
    });
    expect(
      factorVaeScore([narrow, B], batches(0, sameA, 1), { leastDeviation: 0.04 }).votes,
    ).toEqual([[1, 0]]);
  });

  it('knows its ends', () => {
    const factors = independentColumns(2000, 3);
    const fixed = fixedFactorBatches(factors, { stream: new RandomStream(1), batches: 300 });
    const [x = [], y = [], z = []] = factors;
    expect(factorVaeScore([z, x, y], fixed).accuracy).toBe(1);
    expect(factorVaeScore([z, x, y, x, y, z], fixed).accuracy).toBe(1);
    const [other = []] = independentColumns(2000, 1, 9);
    expect(factorVaeScore([other], fixed).accuracy).toBeLessThan(0.42);
    expect(factorVaeScore([CONSTANT], batches(0, sameA, 3), { leastDeviation: 0 })).toEqual({
      accuracy: 0,
      votes: [[0]],
      active: [false],
    });
  });

  it('refuses what does not fit', () => {
    expect(codeOf(() => factorVaeScore([A], []))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => factorVaeScore([], batches(0, sameA, 1)))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => factorVaeScore([[0, NaN]], batches(0, sameA, 1)))).toBe('ERR_VALUES');
    expect(codeOf(() => factorVaeScore([[0, 1]], batches(0, sameB, 1)))).toBe('ERR_VALUES');
    for (const leastDeviation of [-1, NaN]) {
      expect(codeOf(() => factorVaeScore([A], batches(0, sameA, 1), { leastDeviation }))).toBe(
        'ERR_ARGUMENT',
      );
    }
  });
});
