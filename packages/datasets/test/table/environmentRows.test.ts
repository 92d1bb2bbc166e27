import { environmentRows, tableCells } from '../../src/table/environmentRows.ts';
import { tableFromColumns } from '../../src/table/tableFromColumns.ts';
import { failure } from '../testFiles.ts';

const table = tableFromColumns(
  {
    site: ['b', 'a', 'c', 'b', 'd', 'a', 'a'],
    x: [1, 2, 3, 4, 5, 6, 7],
    dose: ['p', 'q', 'q', 'p', 'p', 'p', 'q'],
  },
  { kinds: { x: 'numeric' } },
);

describe('environmentRows', () => {
  it('cuts a table, the largest environment first, and leaves out those of one row', () => {
    const { environments, warnings } = environmentRows(table, 'site');
    expect(environments).toEqual([
      { environment: 'a', rows: 3, cells: { x: Float64Array.of(2, 6, 7), dose: ['q', 'p', 'q'] } },
      { environment: 'b', rows: 2, cells: { x: Float64Array.of(1, 4), dose: ['p', 'p'] } },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      '"c" of column "site" has 1 row; it was left out',
      '"d" of column "site" has 1 row; it was left out',
    ]);
  });

  it('keeps equally large ones in the order of their names', () => {
    const even = tableFromColumns({ site: ['b', 'a', 'b', 'a'], y: ['1', '2', '2', '1'] });
    const names = environmentRows(even, 'site').environments.map(({ environment }) => environment);
    expect(names).toEqual(['a', 'b']);
  });

  it('keeps columns with the names of what objects have', () => {
    const columns = Object.fromEntries([
      ['__proto__', ['u', 'v', 'u', 'v']],
      ['site', ['x', 'x', 'y', 'y']],
    ]);
    const [first] = environmentRows(tableFromColumns(columns), 'site').environments;
    expect(Object.entries(first?.cells ?? {})).toEqual([['__proto__', ['u', 'v']]]);
  });

  it('refuses columns that are no environment', () => {
    expect(() => environmentRows(table, 'x')).toThrow(
      failure('ERR_VALUES', 'environmentRows: column "x" is numeric'),
    );
    expect(() => environmentRows(table, 'sit')).toThrow(
      failure('ERR_ARGUMENT', 'environmentRows: there is no column "sit"'),
    );
    expect(() => environmentRows(table, 5 as unknown as string)).toThrow(
      failure('ERR_ARGUMENT', 'environmentRows: environment must be a text'),
    );
  });
});

describe('tableCells', () => {
  it('gives all rows of all columns', () => {
    expect(tableCells(table)).toMatchObject({
      site: ['b', 'a', 'c', 'b', 'd', 'a', 'a'],
      x: Float64Array.of(1, 2, 3, 4, 5, 6, 7),
    });
  });
});
