import { thrownCode } from '@causal-mechanisms/test-utils';
import { CellReader, shorten } from '../../../src/node/sequences/cellReader.ts';

const place = { line: 3, column: 2 };

it('takes all cells for what the first one is', () => {
  const numbers = new CellReader('f.csv');
  expect(numbers.kind).toBeUndefined();
  expect([numbers.read('1', place), numbers.read('-2.5e1', place)]).toEqual([1, -25]);
  expect(numbers.kind).toBe('numbers');
  const words = new CellReader('f.csv');
  expect([words.read('up', place), words.read('1', place)]).toEqual(['up', '1']);
  const told = new CellReader('f.csv', true);
  expect([told.read('1', place), told.read('NaN', place)]).toEqual(['1', 'NaN']);
});

it.each([
  [[''], 'f.csv: line 3, column 2: the value is missing'],
  [['NA'], 'f.csv: line 3, column 2: the value is missing ("NA")'],
  [['NaN'], 'the value is missing ("NaN")'],
  [['1', ''], 'the value is missing'],
  [['1', 'null'], 'the value is missing ("null")'],
  [['1', 'x'], 'expected a number, as in the first row, got "x"; --tokens'],
  [['1', 'Infinity'], 'expected a number, as in the first row, got "Infinity"'],
  [['1', '1e999'], 'expected a number'],
  [['a', ''], 'the value is missing'],
])('refuses %j', (cells, message) => {
  const read = () => {
    const reader = new CellReader('f.csv');
    for (const cell of cells) reader.read(cell, place);
  };
  expect(read).toThrow(message);
  expect(thrownCode(read)).toBe('ERR_FILE_FORMAT');
});

it('shortens what is long', () => {
  expect(shorten('a'.repeat(50))).toBe(`${'a'.repeat(40)}...`);
  expect(shorten('a')).toBe('a');
});
