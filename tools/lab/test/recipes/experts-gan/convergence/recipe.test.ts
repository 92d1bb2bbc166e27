import { expertsGanConvergence } from '../../../../src/recipes/experts-gan/convergence/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanConvergence, {
    iterations: 12,
    settings: {
      // Every look agrees: it ends as soon as there are two after the first one.
      'until-converged': { convergence: { probe: 8, every: 2, looks: 2, agreement: 1e-9 } },
      'fixed-number': {},
    },
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/convergence', () => {
  it('says when each competition ended', () => {
    expect(run.value('until-converged/iterations')).toBe(6);
    expect(run.value('fixed-number/iterations')).toBe(12);
    expect(run.result.headline).toMatch(/^Until converged: 6 iterations, /);
  });

  it('draws how many winners stayed the same', () => {
    expect(run.page).toContain('Do winners stay the same?');
  });

  it('takes the numbers of the package in the paper preset', () => {
    const recipe = expertsGanConvergence;
    const { models, settings } = recipe.resolve(recipe.presets.paper);
    expect(models).toEqual(['until-converged']);
    expect(settings).toMatchObject({ 'until-converged': { convergence: {} } });
  });
});
