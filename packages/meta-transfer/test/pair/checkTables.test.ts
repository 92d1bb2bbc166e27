import { categoricalPairOf } from '@causal-mechanisms/datasets';
import type { CategoricalPair } from '@causal-mechanisms/datasets';
import { checkCategories, checkPair } from '../../src/pair/checkTables.ts';

const pair = categoricalPairOf(
  [0.5, 0.5],
  [
    [0.9, 0.1],
    [0.2, 0.8],
  ],
);

describe('checkCategories', () => {
  it('takes two numbers of categories', () => {
    expect(() => {
      checkCategories('f', [2, 256]);
    }).not.toThrow();
  });

  it.each([
    [[2, 257], 'f: the number of categories must be an integer from 2 to 256, got 257'],
    [[1, 2], 'got 1'],
    [[2], 'f: categories must be two numbers, got 1'],
    [null, 'f: categories must be an array, got null'],
  ])('refuses %j', (categories, message) => {
    expect(() => {
      checkCategories('f', categories as unknown as [number, number]);
    }).toThrow(message);
  });
});

describe('checkPair', () => {
  it.each([
    [null, 'f: pair must be an object, got null'],
    [{ ...pair, direction: 'up' }, 'f: pair.direction must be A->B or B->A, got "up"'],
    [{ ...pair, causes: 3 }, 'f: pair.marginal must hold 3 numbers, got 2'],
    [{ ...pair, conditional: [0] }, 'f: pair.conditional must hold 4 numbers, got 1'],
  ])('refuses %j', (given, message) => {
    expect(() => {
      checkPair('f', 'pair', given as unknown as CategoricalPair);
    }).toThrow(message);
  });
});
