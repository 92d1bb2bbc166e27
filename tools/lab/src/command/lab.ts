import { expectKnown, UsageError } from '@causal-mechanisms/command-line';
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
 * @throws UsageError that suggests the nearest, or those of which a part was typed.
 */
export function findRecipe(name: string, { recipes }: Pick<Lab, 'recipes'>): Recipe {
  const names = recipes.map((recipe) => recipe.name);
  const near = names.filter((it) => it.split('/').includes(name));
  if (near.length > 0) {
    throw new UsageError(`unknown recipe "${name}", did you mean ${oneOf(near)}?`, {
      data: { name, known: names },
    });
  }
  const known = expectKnown('recipe', name, names);
  return recipes.find((recipe) => recipe.name === known) as Recipe;
}

function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length === 1 ? quoted.join('') : `one of ${quoted.join(', ')}`;
}
