import { directionBeliefs, scoreInWorlds } from '../../src/answers/changeBelief.ts';
import { pairTable } from '../../src/answers/mechanismEvidence.ts';

type Counts = readonly [number, number, number, number];

const table = (counts: Counts) => pairTable(Float64Array.from(counts), 2);
/** The same counts with A and B exchanged. */
const exchanged = ([p, q, r, s]: Counts) => table([p, r, q, s]);
const judge = directionBeliefs([2, 2]);
/** P(A) is even; B follows A in 0.9 and 0.8 of the rows. */
const TRAINING: Counts = [450, 50, 100, 400];

describe('directionBeliefs', () => {
  it('cannot tell directions apart without a change', () => {
    const { forward, backward, independent, deltas, changes } = judge(table(TRAINING), [
      table([45, 5, 10, 40]),
    ]);
    expect(Math.abs(forward - backward)).toBeLessThan(0.05);
    expect(independent).toBeLessThan(1e-50);
    expect(Math.abs(deltas[0] ?? NaN)).toBeLessThan(0.1);
    expect(changes[0]?.none).toBeGreaterThan(0.9);
  });

  it('sees that the distribution of A changed and B still follows', () => {
    const { forward, backward, changes, deltas } = judge(table(TRAINING), [
      table([90, 10, 180, 720]),
      table([810, 90, 20, 80]),
    ]);
    expect(forward / (forward + backward)).toBeGreaterThan(0.999);
    expect(changes.map(({ a }) => a > 0.95)).toEqual([true, true]);
    expect(Math.min(...deltas)).toBeGreaterThan(1);
  });

  it('sees that B changed its ways and A did not', () => {
    const { forward, backward, changes } = judge(table(TRAINING), [
      table([50, 450, 400, 100]),
      table([250, 250, 480, 20]),
    ]);
    expect(forward / (forward + backward)).toBeGreaterThan(0.98);
    expect(changes.map(({ b }) => b > 0.9)).toEqual([true, true]);
  });

  it('turns round when A and B are exchanged', () => {
    const transfers: Counts[] = [
      [9, 1, 18, 72],
      [81, 9, 2, 8],
    ];
    const one = judge(table(TRAINING), transfers.map(table));
    const other = judge(exchanged(TRAINING), transfers.map(exchanged));
    expect(other.forward).toBeCloseTo(one.backward, 10);
    expect(other.backward).toBeCloseTo(one.forward, 10);
    expect(other.deltas[1]).toBeCloseTo(-(one.deltas[1] ?? NaN), 8);
    expect(other.changes[0]?.b).toBeCloseTo(one.changes[0]?.a ?? NaN, 10);
  });

  it('says nothing where both changed', () => {
    const { forward, backward, changes } = judge(table(TRAINING), [table([50, 850, 90, 10])]);
    expect(Math.abs(Math.log(forward / backward))).toBeLessThan(1);
    expect(changes[0]?.both).toBeGreaterThan(0.9);
  });

  it('does not let chances add up where all transfers changed both', () => {
    const moved = table([50, 850, 90, 10]);
    const { forward, backward } = judge(table(TRAINING), [moved, moved, moved, moved]);
    expect(Math.abs(Math.log(forward / backward))).toBeLessThan(1);
  });

  it('sees independence, whatever changes', () => {
    const { independent, changes } = judge(table([250, 250, 250, 250]), [
      table([400, 400, 100, 100]),
    ]);
    expect(independent).toBeGreaterThan(0.8);
    expect(changes[0]?.a).toBeGreaterThan(0.8);
  });

  it('adds up to one', () => {
    const { forward, backward, independent, changes } = judge(table([3, 1, 1, 3]), [
      table([1, 0, 2, 1]),
    ]);
    expect(forward + backward + independent).toBeCloseTo(1, 12);
    const { none = 0, a = 0, b = 0, both = 0 } = changes[0] ?? {};
    expect(none + a + b + both).toBeCloseTo(1, 12);
  });

  it('has the delta of a hand-computed case', () => {
    // Training (0,0), transfer (1,0); the best pseudo-count is 1. Kept: joint 1/5, A 2/5, B 3/5; fresh: joint 1/4, margins 1/2.
    // A->B: none 1/5, A 1/2 * (1/5)/(2/5), B (2/5) * (1/4)/(1/2), both 1/4; B->A the same with 3/5.
    const { deltas } = judge(table([1, 0, 0, 0]), [table([0, 0, 1, 0])]);
    const forward = 0.2 + 0.5 * 0.5 + 0.4 * 0.5 + 0.25;
    const backward = 0.2 + 0.5 * (0.2 / 0.6) + 0.6 * 0.5 + 0.25;
    expect(deltas[0]).toBeCloseTo(Math.log(forward / backward), 10);
  });
});

describe('scoreInWorlds', () => {
  it('averages over one change at a time, any, and all or nothing', () => {
    // Likelihoods 1, 2, 4 and 8: means 7/3, 15/4 and 9/2.
    const scores = [0, Math.log(2), Math.log(4), Math.log(8)] as const;
    expect(scoreInWorlds([scores])).toBeCloseTo(Math.log((7 / 3 + 15 / 4 + 9 / 2) / 3), 12);
    // A world holds for all transfers alike.
    const squares = ((7 / 3) ** 2 + (15 / 4) ** 2 + (9 / 2) ** 2) / 3;
    expect(scoreInWorlds([scores, scores])).toBeCloseTo(Math.log(squares), 12);
  });
});
