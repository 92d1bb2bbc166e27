import type { Command } from './arguments/arguments.ts';
import { presetNames } from '../run/recipe.ts';
import { RECIPES } from '../recipes/index.ts';
import { formatTable } from '../report/tables/textTable.ts';
import type { World } from '../run/world.ts';

/**
 * `lab list`: the recipes.
 *
 * @param command - Whether JSON is wanted.
 * @param world - The terminal.
 */
export function list(command: Extract<Command, { command: 'list' }>, world: World): void {
  if (command.json) {
    world.terminal.out(
      JSON.stringify(
        RECIPES.map(({ name, title, paper, presets }) => ({ name, title, paper, presets })),
        null,
        2,
      ),
    );
    return;
  }
  world.terminal.out(
    formatTable({
      header: ['recipe', 'what', 'presets', 'reproduces'],
      rows: RECIPES.map((recipe) => [
        recipe.name,
        recipe.title,
        presetNames(recipe).join(', '),
        `${recipe.paper.items} of ${recipe.paper.title}`,
      ]),
    }),
  );
}
