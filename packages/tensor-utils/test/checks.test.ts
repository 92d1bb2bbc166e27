import { ArgumentError, checkCount } from '../src/index.ts';
import type { CountRange } from '../src/index.ts';

function refusal(value: number, range?: CountRange): ArgumentError {
  try {
    checkCount('owner', 'size', value, range);
  } catch (error) {
    if (error instanceof ArgumentError) return error;
    throw error;
  }
  throw new Error(`${value} was let through`);
}

describe('checkCount', () => {
  it('lets through the integers of its range, ends included', () => {
    for (const value of [1, 2, Number.MAX_SAFE_INTEGER]) checkCount('owner', 'size', value);
    for (const value of [0, 3]) checkCount('owner', 'size', value, { least: 0, most: 3 });
    checkCount('owner', 'size', -7, { least: -Infinity });
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('refuses %d, which counts nothing', (value) => {
    expect(refusal(value).message).toBe(
      `owner: size must be an integer of at least 1, got ${value}`,
    );
  });

  it('refuses what only looks like a number', () => {
    expect(refusal('3' as unknown as number).message).toContain('must be an integer');
  });

  it.each([
    [4, { least: 2, most: 3 }, 'an integer from 2 to 3, got 4'],
    [1, { least: 2, most: 3 }, 'an integer from 2 to 3, got 1'],
    [-1, { least: 0 }, 'an integer of at least 0, got -1'],
    [9, { least: -Infinity, most: 8 }, 'an integer of at most 8, got 9'],
    [0.5, { least: -Infinity }, 'an integer, got 0.5'],
  ])('says what it expected instead of %d', (value, range, words) => {
    expect(refusal(value, range).message).toBe(`owner: size must be ${words}`);
  });

  it('carries the facts for programs', () => {
    expect(refusal(4, { most: 3 }).data).toEqual({ name: 'size', value: 4, least: 1, most: 3 });
  });
});
