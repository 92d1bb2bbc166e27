import { isDeepStrictEqual } from 'node:util';
import { resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import { STABLE } from '../../../../src/recipes/experts-gan/competition/stable.ts';
import { RECIPES } from '../../../../src/recipes/index.ts';

const withIt = RECIPES.filter(
  ({ name, presets }) => name.startsWith('experts-gan/') && presets.stable !== undefined,
);

it('is the preset of several recipes, and few canonical images alone need another', () => {
  expect(withIt.length).toBeGreaterThan(2);
  const others = withIt.filter(({ presets }) => !isDeepStrictEqual(presets.stable, STABLE));
  expect(others.map(({ name }) => name)).toEqual(['experts-gan/few-canonical']);
});

// Its conscience presumes that an equal share is the right one.
it.each(withIt)('goes with as many experts as mechanisms in $name', (recipe) => {
  const config = recipe.resolve(recipe.presets.stable ?? {}) as unknown as {
    experts: number;
    mechanisms: readonly unknown[];
  };
  expect(config.experts).toBe(config.mechanisms.length);
});

it('departs from the paper in each of its settings', () => {
  const ofThePaper = resolveExpertsConfig();
  for (const [key, value] of Object.entries(STABLE)) {
    expect(ofThePaper[key as keyof typeof ofThePaper]).not.toEqual(value);
  }
});
