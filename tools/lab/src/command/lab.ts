import { expectKnown } from '@causal-mechanisms/command-line';
import type { Recipe } from '../run/recipe.ts';
import type { World } from '../run/world.ts';

/** What the commands of the lab work with. */
export interface Lab extends World {
  /** The recipes there are. */
  readonly recipes: readonly Recipe[];
}

/**
 * @param name - What was typed.
 * @param lab - The recipes there are.
 * @returns The recipe of that name.
 * @throws UsageError that suggests the nearest.
 */
export function findRecipe(name: string, { recipes }: Pick<Lab, 'recipes'>): Recipe {
  const known = expectKnown(
    'recipe',
    name,
    recipes.map((recipe) => recipe.name),
  );
  return recipes.find((recipe) => recipe.name === known) as Recipe;
}
