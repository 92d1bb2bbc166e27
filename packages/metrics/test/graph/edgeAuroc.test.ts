import fc from 'fast-check';
import { edgeAuroc } from '../../src/index.ts';
import { CHAIN, EMPTY, ordered } from './graphs.ts';

describe('edgeAuroc', () => {
  it('compares every true edge with every other pair', () => {
    // Edges .9 and .2 against .2, .1, 0 and .3: 4 wins, and 2.5 of 4.
    expect(
      edgeAuroc(CHAIN, [
        [0, 0.9, 0.2],
        [0.1, 0, 0.2],
        [0, 0.3, 0],
      ]),
    ).toBe(6.5 / 8);
    expect(edgeAuroc(CHAIN, CHAIN)).toBe(1);
    expect(edgeAuroc(CHAIN, EMPTY)).toBe(0.5);
    expect(
      edgeAuroc(CHAIN, [
        [0, 0, 1],
        [1, 0, 0],
        [1, 1, 0],
      ]),
    ).toBe(0);
    expect(edgeAuroc(EMPTY, CHAIN)).toBeNaN();
  });

  it('agrees with counting', () => {
    const beliefs = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(ordered(4), beliefs, (truth, values) => {
        const rows = truth.map((_, i) => values.slice(4 * i, 4 * i + 4).map((value) => value / 4));
        let wins = 0;
        let pairs = 0;
        truth.forEach((row, i) =>
          row.forEach((edge, j) =>
            truth.forEach((other, k) =>
              other.forEach((none, l) => {
                if (edge === 0 || none === 1 || k === l) return;
                const difference = (rows[i]?.[j] ?? NaN) - (rows[k]?.[l] ?? NaN);
                wins += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
                pairs++;
              }),
            ),
          ),
        );
        if (pairs === 0) expect(edgeAuroc(truth, rows)).toBeNaN();
        else expect(edgeAuroc(truth, rows)).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });

  it('refuses what is no graph and no belief', () => {
    expect(() => edgeAuroc([[1]], [[0]])).toThrow(/truth/);
    expect(() =>
      edgeAuroc(CHAIN, [
        [0, 2, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toThrow(/\[0, 1\], got 2/);
    expect(() => edgeAuroc(CHAIN, [[0]])).toThrow(/same variables/);
  });
});
