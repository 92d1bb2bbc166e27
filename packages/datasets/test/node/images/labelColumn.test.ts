import { LabelColumn } from '../../../src/node/images/labelColumn.ts';
import type { Factor } from '../../../src/factors/factorTypes.ts';
import { failure } from '../../testFiles.ts';

function column(cells: readonly string[], kind?: Factor['kind']): LabelColumn {
  const labels = new LabelColumn('labels.csv', 2, 'smile', kind);
  cells.forEach((cell, i) => {
    if (cell === '') labels.addMissing();
    else labels.add(cell, i + 2);
  });
  return labels;
}

describe('LabelColumn', () => {
  it.each<[string, readonly string[], Factor['kind'], readonly number[]]>([
    ['0 and 1', ['0', '1', '1.0', ''], 'binary', [0, 1, 1, NaN]],
    ['words', ['Yes', 'no', 'TRUE', 'false', '1'], 'binary', [1, 0, 1, 0, 1]],
    ['numbers', ['1', '', '-2.5', '3e2'], 'continuous', [1, NaN, -2.5, 300]],
    ['more numbers than 0 and 1', ['0', '1', '2'], 'continuous', [0, 1, 2]],
  ])('reads %s', (_, cells, kind, values) => {
    const labels = column(cells);
    expect(labels.finish()).toBe(kind);
    expect(labels.values).toEqual(values);
  });

  it('believes what it is told', () => {
    expect(column(['0', '1'], 'continuous').finish()).toBe('continuous');
    expect(column(['0', '1'], 'binary').finish()).toBe('binary');
  });

  it.each<[string, readonly string[], Factor['kind'] | undefined, string]>([
    [
      'a word',
      ['1', 'maybe'],
      undefined,
      'line 3, column 2 \\("smile"\\): expected a number, or yes or no .* got "maybe"$',
    ],
    [
      'a word after yes',
      ['yes', 'maybe'],
      undefined,
      'line 3, .*: expected 0, 1, yes, no, true or false, got "maybe"$',
    ],
    [
      'a word in a binary column',
      ['maybe'],
      'binary',
      'line 2, .*: expected 0, 1, yes, no, true or false, got "maybe"$',
    ],
    [
      'a number before yes',
      ['1', '3', '4', 'yes'],
      undefined,
      'line 3, .* true or false, as line 5 has "yes", got "3"$',
    ],
    [
      'a number in a binary column',
      ['1', '3'],
      'binary',
      'line 3, .*: expected 0, 1, yes, no, true or false, got "3"$',
    ],
    ['infinity', ['Infinity'], undefined, 'got "Infinity"'],
    ['a number past all numbers', ['1e999'], undefined, 'got "1e999"'],
    ['a decimal comma', ['1,5'], undefined, 'got "1,5"'],
    ['long text', ['x'.repeat(100)], undefined, `got "${'x'.repeat(40)}\\.\\.\\."$`],
    ['nothing at all', ['', ''], undefined, 'column 2 \\("smile"\\): no row has a label'],
    ['no cell', [], undefined, 'no row has a label'],
  ])('refuses %s', (_, cells, kind, message) => {
    expect(() => column(cells, kind).finish()).toThrow(
      failure('ERR_FILE_FORMAT', `^labels\\.csv: .*${message}`),
    );
  });

  it('warns of a column of 0 and 1 that one cell makes continuous', () => {
    const cells = ['0', '1', '1', '2', '0', '', '1', '0', '1', '0', '1'];
    const warned = (given: readonly string[], kind?: Factor['kind']): readonly string[] => {
      const labels = column(given, kind);
      labels.finish();
      return labels.warnings();
    };
    expect(warned(cells)).toEqual([
      'column "smile" is taken for continuous, as line 5 has "2"; 9 of 10 labels are 0 or 1',
    ]);
    expect(warned(cells, 'continuous')).toEqual([]);
    expect(warned(cells.slice(1))).toEqual([]); // 8 of 9: too many others for a slip
    expect(warned(['0', '1', '0.5', '2'])).toEqual([]);
  });

  it('warns of columns in which all labels are alike, and of -1 for 0', () => {
    expect(column(['4', '', '4']).warnings()).toEqual([
      'column "smile" has the same value 4 in every row: nothing can be learned of it',
    ]);
    expect(column(['1', '-1', '']).warnings()).toEqual([
      'column "smile" holds 1 and -1 alone and is taken for continuous; write 1 and 0 for a binary factor',
    ]);
    expect(column(['1', '0', '1']).warnings()).toEqual([]);
    expect(column(['1', '-1', '2']).warnings()).toEqual([]);
  });
});
