import { recipeHelp } from '../../src/command/recipeHelp.ts';
import { RECIPES } from '../../src/recipes/index.ts';

describe('recipeHelp', () => {
  it('lists every key with its value in each preset, and an example', () => {
    const recipe = RECIPES.find(({ name }) => name === 'experts-gan/main');
    const text = recipe === undefined ? '' : recipeHelp(recipe);
    expect(text).toMatch(/^key +quick +paper +stable$/m);
    expect(text).toMatch(/^iterations +400 +2000 +2000$/m);
    expect(text).toMatch(/^images\.train +20000 +60000 +60000$/m);
    expect(text).toMatch(/^data +"embedded" +"auto" +"auto"$/m);
    expect(text).toMatch(/^mechanisms +\[.{28}\.\.\. /m);
    expect(text).toContain(
      'npm run lab -- run experts-gan/main --preset paper --seeds 1..3 --dry-run',
    );
  });

  it('can be printed for every recipe', () => {
    for (const recipe of RECIPES) expect(recipeHelp(recipe)).toContain(recipe.title);
  });
});
