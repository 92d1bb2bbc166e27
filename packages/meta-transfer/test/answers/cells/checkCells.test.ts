import { checkCells, isListOfEntries, isMissing } from '../../../src/answers/cells/checkCells.ts';
import type { CellColumn } from '../../../src/answers/cells/checkCells.ts';

describe('checkCells', () => {
  it('takes lists and arrays of numbers', () => {
    const mixed = ['x', 1, true, null, undefined, NaN];
    expect(checkCells('owner', 'a', mixed)).toBe(mixed);
    const numbers = Float64Array.of(1, NaN);
    expect(checkCells('owner', 'a', numbers)).toBe(numbers);
  });

  it.each<[unknown, string, string]>([
    [undefined, 'ERR_ARGUMENT', 'must be an array of strings, numbers or booleans, got undefined'],
    ['text', 'ERR_ARGUMENT', 'got a string'],
    [{ length: 2 }, 'ERR_ARGUMENT', 'got an object'],
    [[1, -Infinity], 'ERR_VALUES', 'owner: training.a has -Infinity in row 1'],
    [[1, new Date(0)], 'ERR_VALUES', 'got a date in row 1'],
    [[{}], 'ERR_VALUES', 'got an object in row 0'],
    [[[1]], 'ERR_VALUES', 'got an array in row 0'],
  ])('refuses %p', (column, code, message) => {
    const check = () => checkCells('owner', 'training.a', column as CellColumn);
    expect(check).toThrow(expect.objectContaining({ code }) as Error);
    expect(check).toThrow(message);
  });
});

describe('isMissing', () => {
  it('knows what has no value', () => {
    expect([null, undefined, NaN].every(isMissing)).toBe(true);
    expect([0, '', false, 'NaN'].some(isMissing)).toBe(false);
  });
});

describe('isListOfEntries', () => {
  it('knows arrays', () => {
    expect([[], [1], undefined, { length: 0 }].map(isListOfEntries)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
