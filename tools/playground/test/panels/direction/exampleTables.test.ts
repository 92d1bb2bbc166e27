import { EXAMPLE_TABLES, exampleTable } from '../../../src/panels/direction/exampleTables.ts';

describe('exampleTable', () => {
  test('finds each example by a name of its own', () => {
    expect(new Set(EXAMPLE_TABLES.map(({ id }) => id)).size).toBe(EXAMPLE_TABLES.length);
    for (const example of EXAMPLE_TABLES) expect(exampleTable(example.id)).toBe(example);
    expect(exampleTable('constructor')).toBeUndefined();
  });
});
