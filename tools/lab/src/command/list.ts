import type { Command } from './arguments/arguments.ts';
import { presetNames } from '../run/recipe.ts';
import { formatTable } from '../report/tables/textTable.ts';
import type { Lab } from './lab.ts';

/**
 * `lab list`: the recipes.
 *
 * @param command - Whether JSON is wanted.
 * @param lab - The recipes and the terminal.
 */
export function list(command: Extract<Command, { command: 'list' }>, lab: Lab): void {
  if (command.json) {
    lab.terminal.out(
      JSON.stringify(
        lab.recipes.map(({ name, title, paper, presets }) => ({ name, title, paper, presets })),
        null,
        2,
      ),
    );
    return;
  }
  lab.terminal.out(
    formatTable({
      header: ['recipe', 'what', 'presets', 'paper'],
      rows: lab.recipes.map((recipe) => [
        recipe.name,
        recipe.title,
        presetNames(recipe).join(', '),
        `${recipe.paper.title}: ${recipe.paper.items}`,
      ]),
    }),
  );
}
