import { runGroup } from './group.ts';
import { planSweep } from './sweepPlan.ts';
import type { SweepCommand } from './sweepPlan.ts';
import { findRecipe } from '../lab.ts';
import type { Lab } from '../lab.ts';

/**
 * `lab sweep`: one run per setting and seed, here or on other machines.
 *
 * @param command - What was asked for.
 * @param lab - The recipes; terminal, clock, folders.
 */
export async function sweep(command: SweepCommand, lab: Lab): Promise<void> {
  const recipe = findRecipe(command.recipe, lab);
  const group = planSweep(recipe, command, lab);
  const { random, seeds = [1] } = command;
  const settings = group.runs.length / seeds.length;
  if (random !== undefined && settings < random.budget) {
    lab.terminal.note(
      `warning: --random ${random.budget} asks for more settings than there are: ${settings}`,
    );
  }
  if (command.queued !== undefined && !command.dryRun) {
    // Only who uses a queue pays for its client.
    const { queueSweep } = await import('../study/queueSweep.ts');
    return queueSweep(recipe, group, { queued: command.queued, json: command.json }, lab);
  }
  await runGroup(recipe, group, command, [group.runs[0]?.record.preset ?? '', 'sweep'], lab);
}
