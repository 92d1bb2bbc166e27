import { edgeAuroc, edgeRanking } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { CHAIN, EMPTY } from './graphs.ts';

/** Edges of strength .9 and .4, others of .5, .1 and .1. */
const truth = [
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
];
const allowed = [
  [0, 1, 1, 1],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0, 0, 0, 0],
];
const strengths = [
  [0, -0.9, 0.5, 0.1],
  [9, 0, 0.4, 9],
  [9, 9, 0, -0.1],
  [9, 9, 9, 0],
];

describe('edgeRanking', () => {
  it('ranks absolute strengths within the allowed pairs', () => {
    const scores = edgeRanking(truth, strengths, { allowed });
    expect(scores.auroc).toBeCloseTo(5 / 6, 12);
    expect(scores.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2, 12);
    // Precision falls to 1/2 at recall 1/2, then rises to 2/3.
    expect(scores.trapezoidPrecision).toBeCloseTo(0.5 + (0.5 * (1 / 2 + 2 / 3)) / 2, 12);
    expect([scores.pairs, scores.edges]).toEqual([5, 2]);
    expect(edgeRanking(truth, strengths)).toMatchObject({ pairs: 12, edges: 2 });
    expect(edgeRanking(truth, strengths).auroc).toBeLessThan(0.5);
  });

  it('knows its ends', () => {
    const right = edgeRanking(CHAIN, CHAIN);
    expect([right.auroc, right.averagePrecision, right.trapezoidPrecision]).toEqual([1, 1, 1]);
    const none = edgeRanking(CHAIN, EMPTY);
    // All pairs come at once: precision 2/6.
    expect([none.auroc, none.averagePrecision]).toEqual([0.5, 2 / 6]);
    expect(none.trapezoidPrecision).toBeCloseTo((1 + 1 / 3) / 2, 12);
    const nothing = edgeRanking(EMPTY, CHAIN);
    expect(nothing.auroc).toBeNaN();
    expect(nothing.averagePrecision).toBeNaN();
    expect(nothing.trapezoidPrecision).toBeNaN();
    expect(edgeRanking(CHAIN, CHAIN, { allowed: CHAIN }).auroc).toBeNaN();
  });

  it('agrees with the area of beliefs', () => {
    const beliefs = [
      [0, 0.9, 0.2],
      [0.1, 0, 0.2],
      [0, 0.3, 0],
    ];
    expect(edgeRanking(CHAIN, beliefs).auroc).toBe(edgeAuroc(CHAIN, beliefs));
  });

  it('refuses what does not fit', () => {
    expect(
      codeOf(() =>
        edgeRanking(truth, strengths, { allowed: strengths.map((row) => row.map(() => 0)) }),
      ),
    ).toBe('ERR_ARGUMENT');
    expect(codeOf(() => edgeRanking(truth, strengths, { allowed: CHAIN }))).toBe('ERR_SHAPE');
    expect(codeOf(() => edgeRanking(truth, CHAIN))).toBe('ERR_SHAPE');
    expect(codeOf(() => edgeRanking([[1]], [[0]]))).toBe('ERR_VALUES');
    expect(codeOf(() => edgeRanking([[0]], [[0]], { allowed: [[1]] }))).toBe('ERR_VALUES');
    expect(
      codeOf(() =>
        edgeRanking(
          CHAIN,
          CHAIN.map((row) => row.map(() => NaN)),
        ),
      ),
    ).toBe('ERR_VALUES');
  });
});
