import { tableFromColumns } from '../../src/table/tableFromColumns.ts';
import { failure } from '../testFiles.ts';

describe('tableFromColumns', () => {
  it('takes strings, numbers and booleans', () => {
    const numbers = Array.from({ length: 30 }, (_, i) => i / 4);
    const table = tableFromColumns({
      word: numbers.map((v) => (v < 3 ? 'low' : 'high')),
      value: numbers,
      flag: numbers.map((v) => v > 5),
    });
    expect(table).toMatchObject({ rows: 30, droppedRows: 0, warnings: [] });
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['word', 'categorical'],
      ['value', 'numeric'],
      ['flag', 'categorical'],
    ]);
    expect(table.columns[2]).toMatchObject({ labels: ['false', 'true'] });
    expect(table.columns[1]).toMatchObject({ values: Float64Array.from(numbers) });
  });

  it('leaves out rows with missing cells and says how many', () => {
    const table = tableFromColumns({ a: ['x', null, 'y', 'x'], b: [1, 2, NaN, 3] });
    expect(table.rows).toBe(2);
    expect(table.droppedRows).toBe(2);
    expect(table.warnings).toEqual([
      { kind: 'missing-cells', message: '2 of 4 rows were left out because a cell is missing' },
      expect.objectContaining({ kind: 'constant-column', column: 'a' }),
    ]);
    expect(table.columns[0]).toMatchObject({ name: 'b', labels: ['1', '3'] });
  });

  it('keeps missing cells as a category on demand', () => {
    const table = tableFromColumns(
      { a: ['x', undefined, 'y'], b: [1, 2, NaN] },
      { missing: 'category', kinds: { b: 'numeric' } },
    );
    expect(table.rows).toBe(3);
    expect(table.columns[0]).toMatchObject({
      labels: ['x', 'y', '(missing)'],
      codes: Uint8Array.of(0, 2, 1),
    });
    expect(table.columns[1]).toMatchObject({ values: Float64Array.of(1, 2, NaN) });
  });

  it('refuses columns of no use on demand', () => {
    const columns = { a: ['x', 'x'], b: ['u', 'v'] };
    expect(tableFromColumns(columns).columns).toHaveLength(1);
    expect(() => tableFromColumns(columns, { unusable: 'refuse' })).toThrow(
      failure('ERR_VALUES', 'column "a" has the same value "x"'),
    );
  });

  it('refuses what is no table', () => {
    expect(() => tableFromColumns({})).toThrow(failure('ERR_ARGUMENT', 'none'));
    expect(() => tableFromColumns({ a: [] })).toThrow(failure('ERR_ARGUMENT'));
    expect(() => tableFromColumns({ a: [1, 2], b: [1] })).toThrow(
      failure('ERR_SHAPE', '"b" has 1 cells and "a" has 2'),
    );
    expect(() => tableFromColumns({ a: [1, Infinity] })).toThrow(failure('ERR_VALUES', 'row 1'));
    expect(() => tableFromColumns({ a: [1, 2], b: [null, NaN] })).toThrow(
      failure('ERR_VALUES', 'column "b" has no value in any of 2 rows'),
    );
    expect(() => tableFromColumns({ a: [1, null], b: [null, 2] })).toThrow(
      failure('ERR_VALUES', 'every one of 2 rows'),
    );
    expect(() => tableFromColumns({ a: [1, 2] }, { kinds: { aa: 'numeric' } })).toThrow(
      failure('ERR_ARGUMENT', 'no column "aa"'),
    );
  });
});
