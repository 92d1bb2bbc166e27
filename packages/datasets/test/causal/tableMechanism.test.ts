import { tableMechanism } from '../../src/index.ts';

describe('tableMechanism', () => {
  it('counts the last parent fastest', () => {
    const rows = Array.from({ length: 6 }, (_, i) => [i / 10, 1 - i / 10]);
    const mechanism = tableMechanism(rows, { parentCategories: [2, 3] });
    const out = new Float64Array(3).fill(7);
    mechanism.probabilities(Uint8Array.of(1, 2), out);
    expect([...out]).toEqual([0.5, 0.5, 7]);
    mechanism.probabilities(Uint8Array.of(0, 2), out);
    expect([...out]).toEqual([0.2, 0.8, 7]);
    mechanism.probabilities(Uint8Array.of(1, 0), out);
    expect(out[0]).toBe(0.3);
  });

  it('keeps its own copy, and tolerates the last digit', () => {
    const row = Float64Array.of(0.3333333, 0.3333333, 0.3333333);
    const mechanism = tableMechanism([row]);
    row[0] = 9;
    const out = new Float64Array(3);
    mechanism.probabilities(new Uint8Array(0), out);
    expect([...out]).toEqual([0.3333333, 0.3333333, 0.3333333]);
  });

  it.each([
    ['a missing row', [[1, 0]], [2], 'ERR_SHAPE', /rain must have 2 rows.*got 1/],
    ['a short row', [[1, 0], [1]], [2], 'ERR_SHAPE', /row 1 .*2 probabilities.*got 1/],
    ['one category', [[1]], [], 'ERR_ARGUMENT', /from 2 to 256, got 1/],
    ['no row', [], [], 'ERR_SHAPE', /1 rows/],
    ['a parent without categories', [], [0], 'ERR_ARGUMENT', /parent of rain/],
    ['a negative probability', [[1.1, -0.1]], [], 'ERR_VALUES', /row 0.*-0\.1 at place 1/],
    ['NaN', [[NaN, 1]], [], 'ERR_VALUES', /row 0.*NaN at place 0/],
    ['infinity', [[Infinity, 1]], [], 'ERR_VALUES', /Infinity/],
    [
      'another sum',
      [
        [0.5, 0.5],
        [0.5, 0.500002],
      ],
      [2],
      'ERR_VALUES',
      /row 1 .*its sum is 1\.00000[12]/,
    ],
  ])('refuses %s', (_, rows, parentCategories, code, message) => {
    expect(() => tableMechanism(rows, { parentCategories, name: 'rain' })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });

  it('refuses a table that does not fit into memory', () => {
    const row = Float64Array.from({ length: 256 }, () => 1 / 256);
    const rows = new Array<Float64Array>(256 ** 2 + 256).fill(row);
    expect(() => tableMechanism(rows, { parentCategories: [257] })).toThrow(/from 1 to 256/);
    expect(() => tableMechanism(rows, { parentCategories: [256, 128, 2] })).toThrow(/rows/);
    const many = new Array<Float64Array>(256 * 128 * 3).fill(row);
    expect(() => tableMechanism(many, { parentCategories: [256, 128, 3] })).toThrow(
      /25165824 cells, more than 16777216/,
    );
  });
});
