import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { CountTables } from '../../../src/graphs/tables/countTables.ts';
import type { CountTable } from '../../../src/graphs/tables/countTables.ts';
import { pooledRows } from '../../../src/graphs/tables/pooledRows.ts';
import { tableOf } from '../noisyChain.ts';

function countsOf({ counts, listed, categories }: CountTable): number[] {
  return Array.from(counts.subarray(0, listed * categories));
}

/** Configurations that occur, in an order of their own. */
function rowsOf({ counts, listed, categories }: CountTable): string[] {
  return Array.from({ length: listed }, (_, k) =>
    counts.subarray(k * categories, (k + 1) * categories).join(),
  )
    .filter((row) => /[1-9]/.test(row))
    .sort();
}

describe('CountTables', () => {
  const observational = tableOf(
    [
      [0, 1, 1, 0],
      [2, 2, 0, 2],
      [0, 0, 1, 0],
    ],
    [2, 3, 2],
  );
  const samples = tableOf([[1], [1], [1]], [2, 3, 2]);
  const tables = new CountTables(
    pooledRows({ observational, interventions: [{ target: 0, samples }] }),
  );

  it('counts a variable alone', () => {
    tables.begin(1, []);
    expect(countsOf(tables.count())).toEqual([1, 1, 3]);
  });

  it('counts beside parents, the first one as the lowest digit', () => {
    tables.begin(0, []);
    tables.push(1);
    const expected = [0, 1, 0, 1, 2, 1];
    expect(countsOf(tables.count())).toEqual(expected);
    expect(tables.count()).toMatchObject({ configurations: 3, categories: 2 });
    const both = countsOf(tables.countWith(2));
    expect(both).toEqual([0, 0, 0, 0, 2, 1, 0, 1, 0, 1, 0, 0]);
    tables.push(2);
    expect(countsOf(tables.count())).toEqual(both);
    tables.pop();
    expect(countsOf(tables.count())).toEqual(expected);
    tables.pop();
    expect(countsOf(tables.countWith(1))).toEqual(expected);
  });

  it('leaves tables out', () => {
    tables.begin(0, [1]);
    expect(countsOf(tables.countWith(1))).toEqual([0, 1, 0, 0, 2, 1]);
    tables.begin(0, [0]);
    tables.push(1);
    expect(countsOf(tables.count())).toEqual([0, 0, 0, 1, 0, 0]);
    tables.begin(0, [0, 1]);
    expect(countsOf(tables.count())).toEqual([0, 0]);
  });

  it('lists only what occurs where the table is large, with the same counts', () => {
    const stream = new RandomStream(3);
    const columns = Array.from({ length: 6 }, () =>
      Uint8Array.from({ length: 500 }, () => stream.integer(0, 5)),
    );
    const wide = tableOf(
      columns,
      columns.map(() => 10),
    );
    const large = new CountTables(pooledRows({ observational: wide, interventions: [] }));
    large.begin(0, []);
    for (const parent of [1, 2, 3]) large.push(parent);
    const sparse = large.countWith(4);
    expect(sparse.configurations).toBe(10_000);
    expect(sparse.listed).toBeLessThan(500);
    const kept = rowsOf(sparse);
    // The same rows, told in five categories: small enough to be dense.
    const narrow = new CountTables(
      pooledRows({
        observational: tableOf(
          columns,
          columns.map(() => 5),
        ),
        interventions: [],
      }),
    );
    narrow.begin(0, []);
    for (const parent of [1, 2, 3]) narrow.push(parent);
    const dense = narrow.countWith(4);
    expect(dense.listed).toBe(625);
    expect(kept.map((row) => row.slice(0, 9))).toEqual(rowsOf(dense));
  });

  it('refuses more than 2^24 cells', () => {
    const wide = tableOf([[0], [0], [0], [0]], [256, 256, 256, 2]);
    const large = new CountTables(pooledRows({ observational: wide, interventions: [] }));
    large.begin(0, []);
    large.push(1);
    expect(large.fits(2)).toBe(true);
    large.push(2);
    expect(large.fits(3)).toBe(false);
    expect(thrownCode(() => large.push(3))).toBe('ERR_ARGUMENT');
    expect(() => large.countWith(3)).toThrow(
      'countTables: variable 0 with 3 parents needs a table of 33554432 cells, more than 2^24; allow fewer parents',
    );
  });
});
