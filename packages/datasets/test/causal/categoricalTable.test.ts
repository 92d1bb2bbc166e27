import { categoricalTable, tableRows } from '../../src/index.ts';

describe('categoricalTable', () => {
  it('keeps bytes, copies other lists, and fills in names and numbers of categories', () => {
    const bytes = Uint8Array.of(0, 3, 1);
    const table = categoricalTable([bytes, [1, 0, 1]]);
    expect(table.columns[0]).toBe(bytes);
    expect(table).toEqual({
      columns: [bytes, Uint8Array.of(1, 0, 1)],
      categories: [4, 2],
      names: ['X0', 'X1'],
      rows: 3,
    });
  });

  it('takes names and numbers of categories that are given, and tables without rows', () => {
    const table = categoricalTable([[], []], { categories: [256, 1], names: ['a', 'b'] });
    expect(table).toMatchObject({ categories: [256, 1], names: ['a', 'b'], rows: 0 });
  });

  it.each([
    ['no column', [], {}, 'ERR_ARGUMENT', /at least one column/],
    ['columns of two lengths', [[0, 1], [0]], {}, 'ERR_SHAPE', /2 rows.*X1 has 1/],
    ['a missing name', [[0], [0]], { names: ['a'] }, 'ERR_SHAPE', /2 names.*got 1/],
    ['a name twice', [[0], [0]], { names: ['a', 'a'] }, 'ERR_ARGUMENT', /'a'/],
    ['an empty name', [[0]], { names: [''] }, 'ERR_ARGUMENT', /''/],
    ['a missing number', [[0], [0]], { categories: [2] }, 'ERR_SHAPE', /2 numbers.*got 1/],
    ['too many categories', [[0]], { categories: [257] }, 'ERR_ARGUMENT', /X0.*257/],
    ['half a category', [[0]], { categories: [1.5] }, 'ERR_ARGUMENT', /1\.5/],
    ['no category at all', [[0]], { categories: [0] }, 'ERR_ARGUMENT', /from 1 to 256/],
    [
      'a value too large',
      [[0], [2]],
      { categories: [1, 2] },
      'ERR_VALUES',
      /X1.*\[0, 2\).*2 in row 0/,
    ],
    ['a value that is none', [[0, NaN]], {}, 'ERR_VALUES', /NaN in row 1/],
    ['a value below 0', [[0, -1]], {}, 'ERR_VALUES', /-1 in row 1/],
    ['a value of no byte', [[256]], {}, 'ERR_VALUES', /256 in row 0/],
  ])('refuses %s', (_, columns, options, code, message) => {
    expect(() => categoricalTable(columns, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

describe('tableRows', () => {
  const table = categoricalTable([
    [0, 1, 1],
    [2, 1, 0],
  ]);

  it('shares the memory of the table', () => {
    const part = tableRows(table, 1);
    expect(part).toMatchObject({ rows: 2, categories: [2, 3], names: ['X0', 'X1'] });
    expect(part.columns.map((column) => [...column])).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect(part.columns[0]?.buffer).toBe(table.columns[0]?.buffer);
    expect(tableRows(table, 0, 1).rows).toBe(1);
    expect(tableRows(table, 3).rows).toBe(0);
  });

  it.each([
    [0, 4],
    [2, 1],
    [-1, 1],
  ])('refuses the rows from %d to %d', (from, to) => {
    expect(() => tableRows(table, from, to)).toThrow(/tableRows/);
  });
});
