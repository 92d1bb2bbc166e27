import { resolve } from 'node:path';
import { UsageError } from '@causal-mechanisms/command-line';
import { executeRun } from '../../run/executeRun.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { Command } from '../arguments/arguments.ts';
import { finishGroup } from './group.ts';
import { readGroup } from './runPlan.ts';
import { sayHowToGoOn, shownPath, showResult } from './showResult.ts';
import { findRecipe } from '../lab.ts';
import type { Lab } from '../lab.ts';

type RunCommand = Extract<Command, { command: 'run' }>;

/**
 * `lab run --resume`: goes on with an interrupted run, or with what is left of a group of runs.
 *
 * @param command - What was asked for.
 * @param given - The folder of the run or group.
 * @param lab - The recipes; terminal, clock, folders.
 * @throws UsageError when the folder holds a run of another recipe than the one named.
 */
export async function resume(command: RunCommand, given: string, lab: Lab): Promise<void> {
  const path = resolve(lab.workingDirectory, given);
  const group = await readGroup(path);
  const record = group === undefined ? await runFolder(path).record() : undefined;
  const recipe = findRecipe(group?.recipe ?? record?.recipe ?? '', lab);
  if (command.recipe !== undefined && command.recipe !== recipe.name) {
    throw new UsageError(`run: ${given} holds a run of ${recipe.name}, not of ${command.recipe}`);
  }
  if (group !== undefined) {
    await finishGroup(recipe, group, path, command, lab);
    return;
  }
  lab.terminal.note(`going on with ${recipe.name} in ${shownPath(path, lab)}`);
  const result = await sayHowToGoOn(path, lab, () => executeRun(recipe, runFolder(path), lab));
  showResult(recipe, result, path, command, lab);
}
