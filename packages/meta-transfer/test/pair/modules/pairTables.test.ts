import { pairTables } from '../../../src/pair/modules/pairTables.ts';

describe('pairTables', () => {
  it('sees the counts both ways', () => {
    const [a, b] = pairTables(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    expect(a).toMatchObject({ causes: 2, effects: 3 });
    expect(a.cause).toEqual(Float64Array.of(6, 15));
    expect(a.effect).toEqual(Float64Array.of(5, 7, 9));
    expect(b).toMatchObject({ causes: 3, effects: 2, cause: a.effect, effect: a.cause });
    expect(b.joint).toEqual(Float64Array.of(1, 4, 2, 5, 3, 6));
  });
});
