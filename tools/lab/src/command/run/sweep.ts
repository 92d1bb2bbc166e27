import type { Command } from '../arguments/arguments.ts';
import { runGroup } from './group.ts';
import { combinations } from '../arguments/overrides.ts';
import { planRuns } from './runPlan.ts';
import { findRecipe } from '../lab.ts';
import type { Lab } from '../lab.ts';

type SweepCommand = Extract<Command, { command: 'sweep' }>;

/**
 * `lab sweep`: one run per combination of values and seed.
 *
 * @param command - What was asked for.
 * @param lab - The recipes; terminal, clock, folders.
 */
export async function sweep(command: SweepCommand, lab: Lab): Promise<void> {
  const recipe = findRecipe(command.recipe, lab);
  const plan = planRuns(recipe, command, combinations(command.keys), lab);
  await runGroup(recipe, plan, command, [plan[0]?.record.preset ?? '', 'sweep'], lab);
}
