import { expertsGanMixedKinds } from '../../../../src/recipes/experts-gan/mixed-kinds/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanMixedKinds, {
    settings: { 'mixed-kinds': { kinds: ['paper', 'warp'] }, 'paper-kind': { kinds: 'paper' } },
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/mixed-kinds', () => {
  it('says which mechanisms each bank undoes', () => {
    expect(run.result.headline).toMatch(/^Mixed kinds: \d of 2 .*; paper kind: \d of 2 /);
    expect(run.value('mixed-kinds/undone')).toBeGreaterThanOrEqual(0);
    expect(run.page).toContain('mixed kinds');
  });

  it('has a kind for each expert in both presets', () => {
    for (const preset of ['quick', 'paper'] as const) {
      const recipe = expertsGanMixedKinds;
      const { experts, mechanisms, settings } = recipe.resolve(
        recipe.presets[preset],
      ) as unknown as {
        experts: number;
        mechanisms: unknown[];
        settings: Record<string, { kinds: unknown }>;
      };
      expect(mechanisms).toHaveLength(experts);
      expect(settings['mixed-kinds']?.kinds).toHaveLength(experts);
    }
  });
});
