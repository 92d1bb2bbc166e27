import { dciScores } from '../../../src/index.ts';
import type { FitFactor } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { REFUSED, independentColumns, randomBits } from '../twoBits.ts';

const constant = new Float32Array(900).fill(3);

describe('dciScores', () => {
  const continuous = independentColumns(900, 3);
  const bits = randomBits(900, 3);
  const permuted = (columns: readonly Float32Array[]) => [
    ...columns.slice(1),
    ...columns.slice(0, 1),
  ];

  it.each([
    ['continuous', continuous],
    ['discrete', bits],
  ])('finds permuted %s factors disentangled, complete and informative', (_, factors) => {
    const { disentanglement, completeness, informativeness, importance } = dciScores(
      factors,
      permuted(factors).map((column) => column.map((value) => 5 - value)),
    );
    expect(disentanglement).toBeGreaterThan(0.98);
    expect(completeness).toBeGreaterThan(0.98);
    expect(informativeness).toBeGreaterThan(0.87);
    expect(importance[0]?.[2]).toBeGreaterThan(0.95);
    expect(importance[1]?.[0]).toBeGreaterThan(0.95);
  });

  it('gives nothing for a constant code', () => {
    expect(dciScores(continuous, [constant])).toMatchObject({
      disentanglement: 0,
      completeness: 0,
    });
    expect(dciScores(continuous, [constant]).informativeness).toBeLessThan(0.01);
    // What the commonest class gives.
    expect(dciScores(bits, [constant]).informativeness).toBeCloseTo(0.5, 1);
    expect(dciScores(bits, [constant]).informativeness).toBeGreaterThan(0.4);
  });

  it('is not bothered by a copy of a code with the default predictor, and is with one that uses both', () => {
    const copies = [...bits, ...bits];
    expect(dciScores(bits, copies).completeness).toBeGreaterThan(0.98);
    // Importance is the share of rows in which code and factor agree more often than by chance.
    const both: FitFactor = (codes, factor) => ({
      importance: codes.map((code) => {
        const agreeing = Array.from(code).filter((value, row) => value === factor[row]).length;
        return Math.max(0, Math.abs(2 * agreeing - code.length) - code.length / 2);
      }),
      predict: (columns) => columns[0] ?? [],
    });
    const scores = dciScores(bits, copies, { fit: both });
    expect(scores.disentanglement).toBeCloseTo(1, 12);
    expect(scores.completeness).toBeCloseTo(1 - Math.log(2) / Math.log(6), 12);
    expect(scores.predicted[0]).toBe(1);
  });

  it('fits to two rows of three and tests on the third', () => {
    const factor = [1, 2, 3, 4, 5, 6, 7];
    const code = [10, 20, 30, 40, 50, 60, 70];
    const seen: (readonly number[])[] = [];
    const fit: FitFactor = (codes, values, kind) => {
      seen.push(Array.from(codes[0] ?? []), Array.from(values));
      expect(kind).toBe('continuous');
      return {
        importance: [1],
        predict: (columns) => {
          seen.push(Array.from(columns[0] ?? []));
          // Truth 3 and 6, deviation 1.5: errors of .75.
          return [3.75, 5.25];
        },
      };
    };
    const { predicted } = dciScores([factor], [code], { fit, classes: 1 });
    expect(seen).toEqual([
      [10, 20, 40, 50, 70],
      [1, 2, 4, 5, 7],
      [30, 60],
    ]);
    expect(predicted[0]).toBeCloseTo(0.5, 12);
  });

  it('gives classes to factors with few values, whatever these are', () => {
    const factor = [-1, 7, -1, 7, 7, 7];
    const kinds: string[] = [];
    const fit: FitFactor = (_, values, kind) => {
      kinds.push(kind, Array.from(values).join(' '));
      return { importance: [0], predict: () => [0, 0] };
    };
    // Of the rows -1 and 7 that are held out, the first is right.
    expect(dciScores([factor], [factor], { fit }).predicted).toEqual([0.5]);
    expect(dciScores([factor], [factor], { fit, classes: 1 }).predicted).toEqual([0]);
    expect(kinds).toEqual(['discrete', '0 1 1 1', 'continuous', '-1 7 7 7']);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => dciScores(truth, found))).toBe(code);
  });

  it('refuses too few rows, an impossible number of classes and importances that do not fit', () => {
    const rows = [1, 2, 3, 4, 5, 6];
    expect(codeOf(() => dciScores([rows.slice(1)], [rows.slice(1)]))).toBe('ERR_ARGUMENT');
    for (const classes of [0, 1.5])
      expect(codeOf(() => dciScores([rows], [rows], { classes }))).toBe('ERR_ARGUMENT');
    const fit = (importance: number[]) => () => ({ importance, predict: () => rows });
    expect(codeOf(() => dciScores([rows], [rows], { fit: fit([1, 1]) }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => dciScores([rows], [rows], { fit: fit([-1]) }))).toBe('ERR_VALUES');
  });
});
