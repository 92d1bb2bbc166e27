import {
  holdsFigures,
  isLeftOut,
  isMostlyFigures,
  numbersIn,
} from '../../src/verify/pageTables.ts';

const rows = (...cells: string[][]) => cells.map((row, line) => ({ line, cells: row }));

describe('holdsFigures', () => {
  it.each([
    [rows(['a', 'b 0.5']), true],
    [rows(['a', 'yes'], ['b', '3 of 4']), true],
    [rows(['seed 1', 'yes']), false],
    [[], false],
  ])('of %j is %s', (table, expected) => {
    expect(holdsFigures(table)).toBe(expected);
  });
});

describe('isMostlyFigures', () => {
  it.each([
    [rows(['a', '0.5'], ['b', 'words']), true],
    [rows(['a', '.5'], ['b', '−3 %'], ['c', 'x', '~ 2']), true],
    [rows(['a', '0.5'], ['b', 'words'], ['c', 'of 3']), false],
    [rows(['1', 'words']), false],
    [[], false],
  ])('of %j is %s', (table, expected) => {
    expect(isMostlyFigures(table)).toBe(expected);
  });
});

describe('isLeftOut', () => {
  it('asks for the comment right before, with what the table is instead', () => {
    const comment = (text: string) => ({ kind: 'comment', line: 1, text }) as const;
    expect(isLeftOut(comment('not measured: settings'))).toBe(true);
    expect(isLeftOut(comment('not measured:'))).toBe(false);
    expect(isLeftOut(comment('measured'))).toBe(false);
    expect(isLeftOut({ kind: 'text', line: 1, text: 'not measured: settings' })).toBe(false);
    expect(isLeftOut(undefined)).toBe(false);
  });
});

describe('numbersIn', () => {
  it.each([
    ['0.52 (0.4..0.6), -3 and −.5', [0.52, 0.4, 0.6, -3, -0.5]],
    ['70 000 or 3,600, 2e-3', [70_000, 3600, 0.002]],
    ['5 | 100 | 97.6 %', [5, 100, 97.6]],
    ['v2 and x3.5', []],
  ])('of "%s" are %j', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });
});
