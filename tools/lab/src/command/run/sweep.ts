import type { Command } from '../arguments/arguments.ts';
import { runGroup } from './group.ts';
import { combinations } from '../arguments/overrides.ts';
import { findRecipe, planRuns } from './runPlan.ts';
import type { World } from '../../run/world.ts';

type SweepCommand = Extract<Command, { command: 'sweep' }>;

/**
 * `lab sweep`: one run per combination of values and seed.
 *
 * @param command - What was asked for.
 * @param world - Terminal, clock, folders.
 */
export async function sweep(command: SweepCommand, world: World): Promise<void> {
  const recipe = findRecipe(command.recipe);
  const plan = planRuns(recipe, command, combinations(command.keys), world);
  await runGroup(recipe, plan, command, [plan[0]?.record.preset ?? '', 'sweep'], world);
}
