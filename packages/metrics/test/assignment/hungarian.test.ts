import fc from 'fast-check';
import { hungarian, maxWeightMatching } from '../../src/index.ts';
import { codeOf } from '../support.ts';

/** The least cost over all ways to give the rows, in turn, a free column or, when rows are many, none. */
function bestByTrial(costs: readonly (readonly number[])[]): number {
  const columns = costs[0]?.length ?? 0;
  const pairs = Math.min(costs.length, columns);
  const from = (row: number, used: ReadonlySet<number>): number => {
    if (used.size === pairs) return 0;
    if (row === costs.length) return Infinity;
    let best = from(row + 1, used);
    for (let j = 0; j < columns; j++) {
      if (!used.has(j))
        best = Math.min(best, (costs[row]?.[j] ?? NaN) + from(row + 1, new Set([...used, j])));
    }
    return best;
  };
  return from(0, new Set());
}

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe('hungarian', () => {
  it('solves a known square case', () => {
    expect(
      hungarian([
        [4, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ]),
    ).toEqual({ columns: [1, 0, 2], total: 5 });
  });

  it('leaves columns over, or rows', () => {
    expect(hungarian([[5, 1, 9]])).toEqual({ columns: [1], total: 1 });
    expect(hungarian([[5], [1], [9]])).toEqual({ columns: [-1, 0, -1], total: 1 });
  });

  it('changes its mind about columns that are taken, more than once', () => {
    const bySorting = [
      [6, 1, 4],
      [5, 0, 8],
      [5, 2, 9],
    ];
    // 4 + 0 + 5; taking the 1 first costs 11 or more.
    expect(hungarian(bySorting)).toEqual({ columns: [2, 1, 0], total: 9 });
    const free = [
      [0, 7, 0, 0],
      [7, 7, 5, 7],
      [5, 7, 2, 9],
      [4, 1, 1, 9],
    ];
    // 0 + 7 + 2 + 1: of the second row, the 7 of the first column beside the 2 of the third is best.
    expect(hungarian(free).total).toBe(bestByTrial(free));
  });

  it('finds the least cost and matches every entry of the shorter side once', () => {
    fc.assert(
      fc.property(matrices, (costs) => {
        const { columns, total } = hungarian(costs);
        expect(total).toBe(bestByTrial(costs));
        const used = columns.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(used).toHaveLength(Math.min(costs.length, costs[0]?.length ?? 0));
        expect(columns.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? 0), 0)).toBe(
          total,
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('solves 200 x 200 whose answer is known', () => {
    // Only the pairs (i, 7 i mod 200) are free of charge.
    const costs = Array.from({ length: 200 }, (_, i) =>
      Array.from({ length: 200 }, (_, j) => ((7 * i) % 200 === j ? 0 : 1 + ((i * j) % 5))),
    );
    const { columns, total } = hungarian(costs);
    expect(total).toBe(0);
    expect(columns[3]).toBe(21);
  });

  it.each<[costs: number[][], columns: number[], total: number]>([
    [
      [
        [-1e308, 1e308],
        [-1e308, 1e308],
      ],
      [0, 1],
      0,
    ],
    [
      [
        [1e308, -1e308],
        [1e308, -1e308],
        [-1e308, 1e308],
      ],
      [1, -1, 0],
      -Infinity,
    ],
    [[[1e308, 1e308, -1e308]], [2], -1e308],
    [
      [
        [1.5e308, 0, 0],
        [0, 1.5e308, 0],
        [0, 0, -1.5e308],
      ],
      [1, 0, 2],
      -1.5e308,
    ],
    [
      [
        [5e-324, 0],
        [0, 5e-324],
      ],
      [1, 0],
      0,
    ],
    [
      [
        [5e-324, 1e-323],
        [5e-324, 5e-324],
      ],
      [0, 1],
      1e-323,
    ],
  ])('finds the least cost of %p', (costs, columns, total) => {
    expect(hungarian(costs)).toEqual({ columns, total });
  });

  it('ends for any finite numbers', () => {
    const extremes = fc.constantFrom(
      ...[1, 1e308, Number.MAX_VALUE, 1e-308, 5e-324, 0, 1e16, 3].flatMap((x) => [x, -x]),
    );
    const shapes = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));
    const entries = shapes.chain(([rows, columns]) =>
      fc.array(fc.array(extremes, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(entries, (costs) => {
        const { columns, total } = hungarian(costs);
        const used = columns.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(Math.min(costs.length, costs[0]?.length ?? 0));
        expect(total).not.toBeNaN();
        // Below an eighth of the largest number sums are exact enough to be compared.
        const least = bestByTrial(costs.map((row) => row.map((cost) => cost / 64)));
        const found = columns.reduce(
          (sum, j, i) => sum + (j < 0 ? 0 : (costs[i]?.[j] ?? NaN) / 64),
          0,
        );
        const largest = Math.max(...costs.flat().map((cost) => Math.abs(cost / 64)));
        expect(found).toBeLessThanOrEqual(least + 1e-14 * largest);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('refuses bad matrices', () => {
    expect(codeOf(() => hungarian([]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => hungarian([[1, 2], [1]]))).toBe('ERR_SHAPE');
    expect(codeOf(() => hungarian([[1, Infinity]]))).toBe('ERR_VALUES');
    expect(codeOf(() => hungarian([[NaN]]))).toBe('ERR_VALUES');
  });
});

describe('maxWeightMatching', () => {
  it('gives up the largest entry when the sum gains', () => {
    expect(
      maxWeightMatching([
        [9, 8],
        [8, 1],
      ]),
    ).toEqual({ columns: [1, 0], total: 16 });
  });

  it('is the cheapest matching of the opposite numbers', () => {
    fc.assert(
      fc.property(matrices, (weights) => {
        const opposite = weights.map((row) => row.map((value) => 0 - value));
        expect(maxWeightMatching(weights).total).toBe(0 - bestByTrial(opposite));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('refuses bad matrices', () => {
    expect(codeOf(() => maxWeightMatching([[]]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => maxWeightMatching([[NaN]]))).toBe('ERR_VALUES');
  });
});
