import { pooledRows } from '../../../src/graphs/tables/pooledRows.ts';
import { tableOf } from '../noisyChain.ts';

describe('pooledRows', () => {
  it('keeps equal rows of one table once', () => {
    const observational = tableOf([
      [0, 1, 0, 0],
      [1, 1, 1, 0],
    ]);
    const samples = tableOf([
      [0, 0],
      [1, 1],
    ]);
    const pool = pooledRows({ observational, interventions: [{ target: 1, samples }] });
    expect(pool.columns.map((column) => Array.from(column))).toEqual([
      [0, 1, 0, 0],
      [1, 1, 0, 1],
    ]);
    expect(Array.from(pool.weights)).toEqual([2, 1, 1, 2]);
    expect(pool.starts).toEqual([0, 3, 4]);
  });

  it('keeps all rows where their number of kinds is beyond whole numbers', () => {
    const columns = Array.from({ length: 7 }, () => [3, 3]);
    const observational = tableOf(
      columns,
      columns.map(() => 256),
    );
    const pool = pooledRows({ observational, interventions: [] });
    expect(Array.from(pool.weights)).toEqual([1, 1]);
    expect(pool.starts).toEqual([0, 2]);
  });

  it('takes tables without rows', () => {
    const observational = tableOf([[], []]);
    const pool = pooledRows({
      observational,
      interventions: [{ target: 0, samples: tableOf([[1], [0]]) }],
    });
    expect(pool.starts).toEqual([0, 0, 1]);
  });
});
