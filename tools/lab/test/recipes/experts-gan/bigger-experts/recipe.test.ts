import { expertsGanBiggerExperts } from '../../../../src/recipes/experts-gan/bigger-experts/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanBiggerExperts, {
    models: ['small', 'big', 'wide'],
    settings: { small: {}, big: { filters: 4 }, wide: { kinds: 'wide' } },
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/bigger-experts', () => {
  it('gives a verdict for each size', () => {
    expect(run.value('small/verdict')).toMatch(/perfect|covered|failed/);
    expect(run.value('big/verdict')).toMatch(/perfect|covered|failed/);
    expect(run.value('wide/verdict')).toMatch(/perfect|covered|failed/);
    expect(run.result.cost.parts).toHaveProperty('big');
  });

  it('has the paper’s words beside its two sizes', () => {
    const recipe = expertsGanBiggerExperts;
    const config = recipe.resolve(recipe.presets.paper) as unknown as {
      models: string[];
      settings: Record<string, { filters: number }>;
    };
    expect(config.models.map((name) => config.settings[name]?.filters)).toEqual([64, undefined]);
  });
});
