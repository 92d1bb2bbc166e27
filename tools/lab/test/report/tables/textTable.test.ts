import { formatTable } from '../../../src/report/tables/textTable.ts';

describe('formatTable', () => {
  it('makes columns as wide as their widest text, and leaves no blanks at the end', () => {
    const table = {
      header: ['a', 'long title'],
      rows: [
        ['wider', '1'],
        ['x', ''],
      ],
    };
    expect(formatTable(table)).toBe(
      ['a      long title', '-----  ----------', 'wider  1', 'x'].join('\n'),
    );
  });

  it('takes rows that are too short', () => {
    expect(formatTable({ header: ['a', 'b'], rows: [['1']] })).toBe('a  b\n-  -\n1');
  });

  it('is a header where there are no rows', () => {
    expect(formatTable({ header: ['ab'], rows: [] })).toBe('ab\n--');
  });
});
