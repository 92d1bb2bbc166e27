import { presetNames } from '../../../src/run/recipe.ts';
import { findRecipe, planRuns } from '../../../src/command/run/runPlan.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';

const ARGUMENTS = { json: false, verbose: false, dryRun: true };
const world = { workingDirectory: '/' };

describe('presets', () => {
  it('are those of the recipe, from small to large', () => {
    expect(presetNames(partsRecipe())).toEqual(['quick', 'small', 'paper']);
    expect(presetNames(findRecipe('experts-gan/main'))).toEqual(['quick', 'paper']);
  });

  it('are taken when the recipe has them, quick by default', () => {
    const plan = (preset?: string) =>
      planRuns(
        partsRecipe(),
        { ...ARGUMENTS, ...(preset === undefined ? {} : { preset }) },
        [[]],
        world,
      );
    expect(plan('small')[0]?.record.preset).toBe('small');
    expect(plan()[0]?.record.preset).toBe('quick');
    expect(() => plan('smal')).toThrow('unknown preset "smal", did you mean "small"?');
  });

  it('of other recipes are bad usage', () => {
    const recipe = findRecipe('experts-gan/main');
    expect(() => planRuns(recipe, { ...ARGUMENTS, preset: 'small' }, [[]], world)).toThrow(
      'experts-gan/main has no preset "small"; it has quick and paper',
    );
  });
});
