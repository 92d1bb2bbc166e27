import { expertsGanSingleNetwork } from '../../../../src/recipes/experts-gan/single-network/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanSingleNetwork, {
    models: ['one', 'two'],
    settings: { one: { experts: 1 }, two: { experts: 1, filters: 3 } },
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/single-network', () => {
  it('says of each network which mechanisms it undoes', () => {
    expect(run.result.headline).toMatch(/^One: \d of 2 mechanisms undone.*; two: \d of 2/);
    const names = run.result.measures.map(({ name }) => name);
    expect(names).toContain('one/undone');
    expect(names.filter((name) => name.startsWith('two/error/'))).toHaveLength(2);
    expect(run.result.matrices['wins/one']?.columns).toEqual(['0']);
  });

  it('knows networks of 32, 64 and 128 filters', () => {
    const recipe = expertsGanSingleNetwork;
    const { settings } = recipe.resolve(recipe.presets.paper) as unknown as {
      settings: Record<string, { experts: number; filters: number }>;
    };
    const sizes = Object.values(settings).map(({ filters }) => filters);
    expect(sizes).toEqual(expect.arrayContaining([32, 64, 128]));
    expect(new Set(Object.values(settings).map(({ experts }) => experts))).toEqual(new Set([1]));
  });
});
