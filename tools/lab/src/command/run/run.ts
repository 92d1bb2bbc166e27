import { executeRun } from '../../run/executeRun.ts';
import { createRunFolder } from '../../run/runFolder.ts';
import type { Command } from '../arguments/arguments.ts';
import { runGroup } from './group.ts';
import { resume } from './resume.ts';
import { outputFolder, planRuns } from './runPlan.ts';
import { sayHowToGoOn, shownPath, showResult } from './showResult.ts';
import { findRecipe } from '../lab.ts';
import type { Lab } from '../lab.ts';

type RunCommand = Extract<Command, { command: 'run' }>;

/**
 * `lab run`: one run, one per seed, or going on with an interrupted one.
 *
 * @param command - What was asked for.
 * @param lab - The recipes; terminal, clock, folders.
 */
export async function run(command: RunCommand, lab: Lab): Promise<void> {
  if (command.resume !== undefined) {
    await resume(command, command.resume, lab);
    return;
  }
  const recipe = findRecipe(command.recipe ?? '', lab);
  const plan = planRuns(recipe, command, [command.overrides], lab);
  const [only] = plan;
  if (only === undefined || plan.length > 1) {
    const { seeds = [] } = command;
    const span = `seeds${seeds[0] ?? ''}-${seeds.at(-1) ?? ''}`;
    await runGroup(
      recipe,
      { recipe: recipe.name, runs: plan },
      command,
      [only?.record.preset ?? '', span],
      lab,
    );
    return;
  }
  const { preset, seed } = only.record;
  const folder = outputFolder(recipe, [preset, `seed${seed}`], command, lab);
  if (command.dryRun) {
    lab.terminal.out(JSON.stringify({ ...only.record, out: folder }, null, 2));
    return;
  }
  await recipe.checkData?.(only.record.config, { seed, signal: lab.signal });
  const created = await createRunFolder(folder);
  lab.terminal.note(`${recipe.name}, ${preset} preset, seed ${seed}, in ${shownPath(folder, lab)}`);
  const result = await sayHowToGoOn(folder, lab, () =>
    executeRun(recipe, created, lab, only.record),
  );
  showResult(recipe, result, folder, command, lab);
}
