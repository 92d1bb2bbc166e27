import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  bayesianNetwork,
  causalNetwork,
  sampleInterventional,
  sampleObservational,
} from '../../../src/index.ts';
import type { CategoricalTable } from '../../../src/index.ts';

/** The share of rows in which all the named variables have their first category. */
function shareOfFirst(table: CategoricalTable, ...names: string[]): number {
  const columns = names.map((name) => table.columns[table.names.indexOf(name)]);
  let count = 0;
  for (let row = 0; row < table.rows; row++) {
    if (columns.every((column) => column?.[row] === 0)) count++;
  }
  return count / table.rows;
}

/** Rows of A, B and C: B is never what A is, and C is 2 when both are 1. */
const NETWORK = causalNetwork({
  names: ['C', 'B', 'A'],
  categories: [3, 2, 2],
  parents: [[2, 1], [2], []],
  mechanisms: [
    [
      [1, 0, 0],
      [0.25, 0.75, 0],
      [0, 0, 1],
      [0, 1, 0],
    ],
    [
      [0, 1],
      [1, 0],
    ],
    [[0.3, 0.7]],
  ],
});

describe('sampleObservational', () => {
  it('draws parents first, whatever their order, and reads tables by parents', () => {
    const table = sampleObservational(NETWORK, 4000, new RandomStream(3));
    expect(table).toMatchObject({ categories: [3, 2, 2], names: ['C', 'B', 'A'], rows: 4000 });
    const [c, b, a] = table.columns;
    let low = 0;
    for (let row = 0; row < 4000; row++) {
      expect(b?.[row]).toBe(1 - (a?.[row] ?? 0));
      // A = 1 comes with B = 0, the third row of C; A = 0 with B = 1, the second.
      if (a?.[row] === 1) expect(c?.[row]).toBe(2);
      else if (c?.[row] === 0) low++;
      else expect(c?.[row]).toBe(1);
    }
    expect(shareOfFirst(table, 'A')).toBeCloseTo(0.3, 1);
    expect(low / 4000).toBeCloseTo(0.075, 1);
  });

  it('has the marginals of the literature', () => {
    const table = sampleObservational(bayesianNetwork('asia'), 100_000, new RandomStream(5));
    // Computed from the tables by hand: 0.055 = (0.1 + 0.01) / 2 and so on.
    expect(Math.abs(shareOfFirst(table, 'tub') - 0.0104)).toBeLessThan(0.0015);
    expect(Math.abs(shareOfFirst(table, 'lung') - 0.055)).toBeLessThan(0.003);
    expect(Math.abs(shareOfFirst(table, 'bronc') - 0.45)).toBeLessThan(0.006);
    expect(Math.abs(shareOfFirst(table, 'either') - 0.064828)).toBeLessThan(0.003);
    expect(Math.abs(shareOfFirst(table, 'xray') - 0.11029)).toBeLessThan(0.004);
    expect(Math.abs(shareOfFirst(table, 'smoke', 'lung') - 0.05)).toBeLessThan(0.003);
    // The deterministic variable never errs.
    const [tub, lung, either] = ['tub', 'lung', 'either'].map(
      (name) => table.columns[table.names.indexOf(name)],
    );
    expect(
      either?.every((value, row) => value === Math.min(tub?.[row] ?? 9, lung?.[row] ?? 9)),
    ).toBe(true);
  });

  it('repeats with the same seed and goes on with the same stream', () => {
    const stream = new RandomStream(9);
    const first = sampleObservational(NETWORK, 50, stream);
    expect(sampleObservational(NETWORK, 50, new RandomStream(9))).toEqual(first);
    expect(sampleObservational(NETWORK, 50, stream)).not.toEqual(first);
  });

  it('gives what rounding leaves over to the last category that can occur', () => {
    class Highest extends RandomStream {
      override uniform(): number {
        return 1 - 2 ** -24;
      }
    }
    const network = causalNetwork({
      categories: [4],
      parents: [[]],
      mechanisms: [[[0.5, 0, 0.4999995, 0]]],
    });
    const table = sampleObservational(network, 3, new Highest(1));
    expect([...(table.columns[0] ?? [])]).toEqual([2, 2, 2]);
  });

  it('asks a mechanism anew for every row where tables would be too large, else once per combination', () => {
    for (const [parents, calls] of [
      [10, 300],
      [2, 16],
    ] as const) {
      let asked = 0;
      const root = [[0.25, 0.25, 0.25, 0.25]];
      const network = causalNetwork({
        categories: [...new Array<number>(parents).fill(4), 2],
        parents: [
          ...new Array<number[]>(parents).fill([]),
          Array.from({ length: parents }, (_, i) => i),
        ],
        mechanisms: [
          ...new Array<number[][]>(parents).fill(root),
          {
            probabilities: (values, out) => {
              asked++;
              const odd = values.reduce((sum, value) => sum + value, 0) % 2;
              out[0] = 1 - odd;
              out[1] = odd;
            },
          },
        ],
      });
      const { columns } = sampleObservational(network, 300, new RandomStream(1));
      const effect = columns[parents];
      effect?.forEach((value, row) => {
        const sum = columns
          .slice(0, parents)
          .reduce((total, column) => total + (column[row] ?? 0), 0);
        expect(value).toBe(sum % 2);
      });
      expect(new Set(effect).size).toBe(2);
      expect(asked).toBe(calls);
    }
  });

  it('refuses impossible sizes and mechanisms that give no distribution', () => {
    expect(sampleObservational(NETWORK, 0, new RandomStream(1)).rows).toBe(0);
    expect(() => sampleObservational(NETWORK, -1, new RandomStream(1))).toThrow(/n must be/);
    for (const bad of [NaN, 0.1]) {
      const network = causalNetwork({
        categories: [2, 2],
        parents: [[], [0]],
        mechanisms: [[[0, 1]], { probabilities: (_, out) => void out.fill(bad) }],
      });
      expect(() => sampleObservational(network, 100, new RandomStream(1))).toThrow(
        expect.objectContaining({
          code: 'ERR_VALUES',
          message: expect.stringMatching(/mechanism of X1.*parents are 1/) as string,
        }) as Error,
      );
    }
  });
});

describe('sampleInterventional', () => {
  const earthquake = bayesianNetwork('earthquake');
  const alarm = earthquake.names.indexOf('Alarm');

  it('draws the target alike from all categories and leaves its causes alone', () => {
    const table = sampleInterventional(
      earthquake,
      { target: alarm, n: 20_000 },
      new RandomStream(2),
    );
    expect(Math.abs(shareOfFirst(table, 'Alarm') - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(shareOfFirst(table, 'Burglary') - 0.01)).toBeLessThan(0.004);
    expect(Math.abs(shareOfFirst(table, 'JohnCalls') - 0.475)).toBeLessThan(0.015);
    // Cut off from its cause: independent.
    const both = shareOfFirst(table, 'Earthquake', 'Alarm');
    expect(Math.abs(both - 0.01)).toBeLessThan(0.004);
    expect(earthquake.parents[alarm]).toEqual([0, 1]);
  });

  it('draws from another distribution when there is one', () => {
    const options = { target: 0, n: 500, distribution: [0, 0.5, 0.5] };
    const table = sampleInterventional(NETWORK, options, new RandomStream(2));
    expect([...new Set(table.columns[0])].sort()).toEqual([1, 2]);
  });

  it.each([
    [{ target: 5, n: 1 }, 'ERR_ARGUMENT', /target.*from 0 to 4, got 5/],
    [{ target: -1, n: 1 }, 'ERR_ARGUMENT', /target/],
    [{ target: 0, n: 0.5 }, 'ERR_ARGUMENT', /n must/],
    [{ target: 0, n: 1, distribution: [1] }, 'ERR_SHAPE', /Burglary must have 2 prob/],
    [{ target: 0, n: 1, distribution: [0.5, 0.6] }, 'ERR_VALUES', /sum is 1\.1/],
  ])('refuses %j', (options, code, message) => {
    expect(() => sampleInterventional(earthquake, options, new RandomStream(1))).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });
});
