import { randomSettings } from '../../src/search/randomSettings.ts';

const KEYS = [
  { path: ['a'], values: [1, 2, 3] },
  { path: ['b', 'c'], values: [], range: { kind: 'uniform', low: 0, high: 1 } },
] as const;

describe('randomSettings', () => {
  it('draws as many as the budget says, by the seed', () => {
    const drawn = randomSettings(KEYS, { budget: 20, seed: 7 });
    expect(drawn).toHaveLength(20);
    expect(new Set(drawn.map(([one]) => one?.value))).toEqual(new Set([1, 2, 3]));
    expect(drawn[0]?.map(({ path }) => path.join('.'))).toEqual(['a', 'b.c']);
    expect(randomSettings(KEYS, { budget: 20, seed: 7 })).toEqual(drawn);
    expect(randomSettings(KEYS, { budget: 20, seed: 8 })).not.toEqual(drawn);
    expect(randomSettings(KEYS, { budget: 5, seed: 7 })).toEqual(drawn.slice(0, 5));
  });

  it('draws no setting twice, and ends when there are no more', () => {
    const keys = [
      { path: ['a'], values: [1, 2] },
      { path: ['b'], values: ['x', 'y', 'z'] },
    ];
    const drawn = randomSettings(keys, { budget: 100, seed: 1 });
    const names = drawn.map((setting) =>
      setting.map(({ value }) => JSON.stringify(value)).join(''),
    );
    expect(names.sort()).toEqual(['1"x"', '1"y"', '1"z"', '2"x"', '2"y"', '2"z"']);
  });

  it('without keys has one setting', () => {
    expect(randomSettings([], { budget: 3, seed: 1 })).toEqual([[]]);
  });
});
