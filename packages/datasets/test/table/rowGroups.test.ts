import { rowGroups, takeRows } from '../../src/table/rowGroups.ts';
import { tableFromColumns } from '../../src/table/tableFromColumns.ts';
import { failure } from '../testFiles.ts';

const table = tableFromColumns(
  { site: ['b', 'a', 'b', 'c', 'a'], x: [1, 2, 3, 4, 5] },
  { kinds: { x: 'numeric' } },
);

describe('rowGroups', () => {
  it('groups rows by label and leaves out groups of one row', () => {
    const { groups, warnings } = rowGroups(table, 'site');
    expect(groups).toEqual([
      { label: 'a', rows: Int32Array.of(1, 4) },
      { label: 'b', rows: Int32Array.of(0, 2) },
    ]);
    expect(warnings).toEqual([
      {
        kind: 'small-group',
        column: 'site',
        message: '"c" of column "site" has 1 row; it was left out',
      },
    ]);
  });

  it('refuses numbers', () => {
    expect(() => rowGroups(table, 'x')).toThrow(
      failure('ERR_VALUES', 'rowGroups: column "x" is numeric'),
    );
    expect(() => rowGroups(table, 'sit')).toThrow(
      failure('ERR_ARGUMENT', 'rowGroups: there is no column "sit"'),
    );
  });
});

describe('takeRows', () => {
  it('takes rows of numbers and of labels', () => {
    const [site, x] = table.columns;
    if (site === undefined || x === undefined) throw new Error('expected two columns');
    expect(takeRows(site, Int32Array.of(3, 0))).toEqual({ ...site, codes: Uint8Array.of(2, 1) });
    expect(takeRows(x, Int32Array.of(3, 0))).toMatchObject({ values: Float64Array.of(4, 1) });
  });
});
