import { categoriesOfTable, tableColumn } from '../../src/table/categoriesOfTable.ts';
import { tableFromColumns } from '../../src/table/tableFromColumns.ts';
import { failure } from '../testFiles.ts';

const table = tableFromColumns(
  { word: ['b', 'a', 'b', 'a'], value: [4, 3, 2, 1] },
  { kinds: { value: 'numeric' } },
);

describe('categoriesOfTable', () => {
  it('takes columns in the order asked for and cuts numbers', () => {
    expect(categoriesOfTable(table, ['value', 'word'], { bins: 2 })).toEqual({
      names: ['value', 'word'],
      columns: [Uint8Array.of(1, 1, 0, 0), Uint8Array.of(1, 0, 1, 0)],
      categories: [2, 2],
      labels: [
        ['up to 2', 'above 2'],
        ['a', 'b'],
      ],
      rows: 4,
    });
    expect(categoriesOfTable(table).names).toEqual(['word', 'value']);
  });
});

describe('tableColumn', () => {
  it('finds a column or names the nearest', () => {
    expect(tableColumn(table, 'value').kind).toBe('numeric');
    expect(() => tableColumn(table, 'wrod')).toThrow(
      failure('ERR_ARGUMENT', 'no column "wrod"; did you mean "word".*word, value'),
    );
  });
});
