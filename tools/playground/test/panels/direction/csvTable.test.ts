import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { csvOfText, readCsv, tableOfCsv } from '../../../src/panels/direction/csvTable.ts';

describe('csvOfText', () => {
  test('reads a header and cells, with quotes, empty lines and marks of what is missing', () => {
    const { names, columns } = csvOfText(
      '\uFEFFplace,dose, effect\nhome,1,"some, or more"\n\nnorth,NA,\n',
      'x.csv',
    );
    expect(names).toEqual(['place', 'dose', 'effect']);
    expect(columns).toEqual([
      ['home', 'north'],
      ['1', null],
      ['some, or more', null],
    ]);
  });

  test.each([';', '\t', '|'])('finds the delimiter %j', (mark) => {
    expect(csvOfText(['a', 'b', 'c'].join(mark) + `\n1${mark}2${mark}3`, 'x.csv').names).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  test.each([
    ['', 'x.csv: the file is empty; expected a line of names, then rows'],
    ['\n\n', 'x.csv: the file is empty; expected a line of names, then rows'],
    ['a,b\n', 'x.csv: there is a line of names, but no row after it'],
    ['a,b\n1,2\n1\n', 'x.csv: line 3: 1 cell where the header names 2'],
    ['a,b\n1,2,3\n', 'x.csv: line 2: 3 cells where the header names 2'],
    ['a,,c\n1,2,3\n', 'x.csv: line 1: the header has no name in column 2'],
    ['a,b,a\n1,2,3\n', 'x.csv: line 1: the header names "a" twice'],
    ['Dear all\nhow are you\n', 'x.csv: there is one column only, "Dear all"; expected one'],
    ['a,b\n"1,2\n3,4\n', 'a quote stands in the middle of a cell, or is never closed'],
  ])('refuses %j with a sentence', (text, message) => {
    expect(() => csvOfText(text, 'x.csv')).toThrow(message);
    expect(() => csvOfText(text, 'x.csv')).toThrow(FileFormatError);
  });
});

describe('readCsv', () => {
  test('reads a file', async () => {
    const { columns } = await readCsv(new Blob(['a,b\n1,ä\n']), 'x.csv');
    expect(columns[1]).toEqual(['ä']);
  });

  test.each([
    [Uint8Array.of(97, 0, 98), 'this is no text file'],
    [Uint8Array.of(97, 44, 98, 10, 0xff, 44, 49), 'bytes that are no UTF-8'],
  ])('refuses bytes that are no text', async (bytes, message) => {
    await expect(readCsv(new Blob([bytes]), 'x.csv')).rejects.toThrow(message);
  });

  test('refuses a file that is too large for a page before it reads it', async () => {
    const large = { size: 33 * 2 ** 20, arrayBuffer: () => Promise.reject(new Error('read')) };
    await expect(readCsv(large as unknown as Blob, 'x.csv')).rejects.toThrow('at most 32');
  });
});

describe('tableOfCsv', () => {
  test('takes numbers for labels in the column of environments', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 30},${i % 7},${i}`);
    const table = tableOfCsv(csvOfText(['env,b,c', ...rows].join('\n'), 'x.csv'), 'env');
    expect(table.columns.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'env: categorical',
      'b: categorical',
      'c: numeric',
    ]);
  });
});
