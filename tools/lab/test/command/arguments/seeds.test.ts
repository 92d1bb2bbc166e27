import { UsageError } from '@causal-mechanisms/command-line';
import { parseSeeds, showSeeds } from '../../../src/command/arguments/seeds.ts';

describe('parseSeeds', () => {
  it.each([
    ['7', [7]],
    ['1,2,5', [1, 2, 5]],
    ['1..4', [1, 2, 3, 4]],
    ['0,10..12', [0, 10, 11, 12]],
    ['3..3', [3]],
    ['9007199254740990..9007199254740991', [9007199254740990, 9007199254740991]],
  ])('reads %s', (text, seeds) => {
    expect(parseSeeds(text)).toEqual(seeds);
  });

  it.each([
    '',
    'a',
    '1.5',
    '-1',
    '4..1',
    '1..',
    '1,1',
    '1..2000',
    '1,,2',
    '99999999999999999999',
    '9007199254740990..9007199254740993',
    '9007199254740992..9007199254740993',
  ])('refuses "%s"', (text) => {
    expect(() => parseSeeds(text)).toThrow(UsageError);
  });
});

describe('showSeeds', () => {
  it.each([
    [[7], '7'],
    [[3, 1, 2], '1..3'],
    [[1, 2], '1,2'],
    [[1, 2, 4, 6, 7, 8], '1,2,4,6..8'],
    [[], ''],
  ])('of %j is %s, which reads as the same', (seeds, text) => {
    expect(showSeeds(seeds)).toBe(text);
    if (text !== '') expect(parseSeeds(text)).toEqual([...seeds].sort((a, b) => a - b));
  });
});
