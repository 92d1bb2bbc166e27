import { csvRows, csvText } from '../../../src/report/files/csvText.ts';

describe('csvText', () => {
  it('writes a line per row, and quotes what would be read as something else', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x', 1.5],
          ['say "yes", twice', -2e-9],
          ['two\nlines', null],
        ],
      ),
    ).toBe('a,b\nx,1.5\n"say ""yes"", twice",-2e-9\n"two\nlines",\n');
  });

  it('leaves cells empty where there is no number', () => {
    expect(csvText(['a', 'b', 'c'], [[NaN, Infinity, undefined]])).toBe('a,b,c\n,,\n');
  });
});

describe('csvRows', () => {
  it('reads what was written', () => {
    const rows = [
      ['x', '', 'say "yes", twice'],
      ['', 'two\nlines', ''],
      ['', '', ''],
    ];
    expect(csvRows(csvText(['a', 'b', 'c'], rows))).toEqual([['a', 'b', 'c'], ...rows]);
    expect(csvRows('')).toEqual([]);
    // An empty cell at the very end.
    expect(csvRows('a,b\n1,')).toEqual([['a', 'b'], ['1']]);
  });

  it('ends on a file that something has cut within a quoted cell', () => {
    expect(csvRows('a\n"cut')).toEqual([['a']]);
  });
});
