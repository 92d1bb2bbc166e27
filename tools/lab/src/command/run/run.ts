import { executeRun } from '../../run/executeRun.ts';
import { createRunFolder } from '../../run/runFolder.ts';
import type { World } from '../../run/world.ts';
import type { Command } from '../arguments/arguments.ts';
import { runGroup } from './group.ts';
import { resume } from './resume.ts';
import { findRecipe, outputFolder, planRuns } from './runPlan.ts';
import { sayHowToGoOn, shownPath, showResult } from './showResult.ts';

type RunCommand = Extract<Command, { command: 'run' }>;

/**
 * `lab run`: one run, one per seed, or going on with an interrupted one.
 *
 * @param command - What was asked for.
 * @param world - Terminal, clock, folders.
 */
export async function run(command: RunCommand, world: World): Promise<void> {
  if (command.resume !== undefined) {
    await resume(command, command.resume, world);
    return;
  }
  const recipe = findRecipe(command.recipe ?? '');
  const plan = planRuns(recipe, command, [command.overrides], world);
  const [only] = plan;
  if (only === undefined || plan.length > 1) {
    const { seeds = [] } = command;
    const span = `seeds${seeds[0] ?? ''}-${seeds.at(-1) ?? ''}`;
    await runGroup(recipe, plan, command, [only?.record.preset ?? '', span], world);
    return;
  }
  const { preset, seed } = only.record;
  const folder = outputFolder(recipe, [preset, `seed${seed}`], command, world);
  if (command.dryRun) {
    world.terminal.out(JSON.stringify({ ...only.record, out: folder }, null, 2));
    return;
  }
  const created = await createRunFolder(folder);
  world.terminal.note(
    `${recipe.name}, ${preset} preset, seed ${seed}, in ${shownPath(folder, world)}`,
  );
  const result = await sayHowToGoOn(folder, world, () =>
    executeRun(recipe, created, world, only.record),
  );
  showResult(recipe, result, folder, command, world);
}
