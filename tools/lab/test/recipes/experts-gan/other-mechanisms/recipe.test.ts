import { expertsGanOtherMechanisms } from '../../../../src/recipes/experts-gan/other-mechanisms/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanOtherMechanisms, {
    mechanisms: expertsGanOtherMechanisms.resolve({})['mechanisms'],
    colour: true,
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/other-mechanisms', () => {
  it('knows six mechanisms, and runs on coloured strokes', () => {
    expect(run.result.matrices['wins']?.rows).toHaveLength(6);
    expect(run.result.data.description).toMatch(/strokes in colours$/);
    expect(run.value('matched')).toBeGreaterThanOrEqual(0);
  });

  it('has as many experts as mechanisms in both presets, and no figures of the paper', () => {
    for (const preset of ['quick', 'paper'] as const) {
      const config = expertsGanOtherMechanisms.resolve(expertsGanOtherMechanisms.presets[preset]);
      expect(config['experts']).toBe((config['mechanisms'] as unknown[]).length);
    }
    expect(run.result.measures.filter(({ paper }) => paper !== undefined)).toEqual([]);
  });
});
