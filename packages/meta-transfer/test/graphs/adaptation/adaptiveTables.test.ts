import type { CategoricalTable } from '@causal-mechanisms/datasets';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { AdaptiveTables } from '../../../src/graphs/adaptation/adaptiveTables.ts';

const table = (columns: number[][], categories: number[]): CategoricalTable => ({
  columns: columns.map((column) => Uint8Array.from(column)),
  categories,
  names: categories.map(String),
  rows: columns[0]?.length ?? 0,
});

/** P(A) = (.5, .5), P(B|A) = [.9 .1; .2 .8], in the right proportions. */
const learned = table(
  [
    [...new Array<number>(10).fill(0), ...new Array<number>(10).fill(1)],
    [...new Array<number>(9).fill(0), 1, 0, 0, ...new Array<number>(8).fill(1)],
  ],
  [2, 2],
);
const transfer = table(
  [
    [0, 0, 0, 0],
    [0, 0, 1, 0],
  ],
  [2, 2],
);
const batches = { table: transfer, rows: [0, 1, 2, 3], steps: 2, rate: 1 };
const exact = { smoothing: 1e-12 };

describe('AdaptiveTables', () => {
  it('goes through the episode computed by hand, in both directions', () => {
    const tables = new AdaptiveTables(learned, exact);
    const [a, bGivenA, b, aGivenB] = [
      { effect: 0, causes: [] },
      { effect: 1, causes: [0] },
      { effect: 1, causes: [] },
      { effect: 0, causes: [1] },
    ].map((family) => tables.adapt(family, batches));
    const both = (first?: { total: number }, second?: { total: number }) =>
      -(first?.total ?? NaN) - (second?.total ?? NaN);
    expect(both(a, bGivenA)).toBeCloseTo(-1.597015 - 3.197883, 5);
    expect(both(b, aGivenB)).toBeCloseTo(-1.597015 - 4.015878, 5);
    // Before the first step both hold the same joint.
    expect((a?.first ?? NaN) + (bGivenA?.first ?? NaN)).toBeCloseTo(-Math.log(0.45), 6);
    expect((b?.first ?? NaN) + (aGivenB?.first ?? NaN)).toBeCloseTo(-Math.log(0.45), 6);
  });

  it('leaves what it has learned as it was', () => {
    const tables = new AdaptiveTables(learned, exact);
    const family = { effect: 1, causes: [0] };
    expect(tables.adapt(family, batches)).toEqual(tables.adapt(family, batches));
    const entropy =
      -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1) + 0.2 * Math.log(0.2) + 0.8 * Math.log(0.8)) / 2;
    expect(tables.learnedCost(family)).toBeCloseTo(entropy, 9);
  });

  it('smooths rows by the marginal distribution, those never seen too', () => {
    const tables = new AdaptiveTables(
      table(
        [
          [0, 0, 0, 0],
          [0, 0, 0, 1],
        ],
        [2, 2],
      ),
      { smoothing: 2 },
    );
    const unseen = table([[1], [1]], [2, 2]);
    const cost = (samples: CategoricalTable) =>
      tables.adapt({ effect: 1, causes: [0] }, { table: samples, rows: [0], steps: 1, rate: 1 })
        .total;
    // The marginal with half a sample more of each: (3.5, 1.5) / 5.
    expect(cost(unseen)).toBeCloseTo(-Math.log(0.3), 9);
    expect(cost(table([[0], [1]], [2, 2]))).toBeCloseTo(-Math.log((1 + 2 * 0.3) / 6), 9);
  });

  it('tells parents apart by their order and categories', () => {
    const three = table(
      [
        [0, 1, 0, 1],
        [0, 0, 2, 2],
        [1, 0, 1, 1],
      ],
      [2, 3, 2],
    );
    const tables = new AdaptiveTables(three, exact);
    expect(tables.learnedCost({ effect: 2, causes: [0, 1] })).toBeCloseTo(0, 6);
    expect(tables.learnedCost({ effect: 2, causes: [0] })).toBeCloseTo(Math.log(2) / 2, 6);
  });

  it('refuses tables that are too large', () => {
    const wide = table(new Array<number[]>(4).fill([0]), [256, 256, 256, 2]);
    expect(() => new AdaptiveTables(wide).learnedCost({ effect: 3, causes: [0, 1, 2] })).toThrow(
      ArgumentError,
    );
  });
});
