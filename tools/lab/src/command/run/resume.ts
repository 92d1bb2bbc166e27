import { resolve } from 'node:path';
import { UsageError } from '@causal-mechanisms/command-line';
import { executeRun } from '../../run/executeRun.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { World } from '../../run/world.ts';
import type { Command } from '../arguments/arguments.ts';
import { finishGroup } from './group.ts';
import { findRecipe, readGroup } from './runPlan.ts';
import { sayHowToGoOn, shownPath, showResult } from './showResult.ts';

type RunCommand = Extract<Command, { command: 'run' }>;

/**
 * `lab run --resume`: goes on with an interrupted run, or with what is left of a group of runs.
 *
 * @param command - What was asked for.
 * @param given - The folder of the run or group.
 * @param world - Terminal, clock, folders.
 * @throws UsageError when the folder holds a run of another recipe than the one named.
 */
export async function resume(command: RunCommand, given: string, world: World): Promise<void> {
  const path = resolve(world.workingDirectory, given);
  const group = await readGroup(path);
  const record = group === undefined ? await runFolder(path).record() : undefined;
  const recipe = findRecipe(group?.recipe ?? record?.recipe ?? '');
  if (command.recipe !== undefined && command.recipe !== recipe.name) {
    throw new UsageError(`run: ${given} holds a run of ${recipe.name}, not of ${command.recipe}`);
  }
  if (group !== undefined) {
    await finishGroup(recipe, group, path, command, world);
    return;
  }
  world.terminal.note(`going on with ${recipe.name} in ${shownPath(path, world)}`);
  const result = await sayHowToGoOn(path, world, () => executeRun(recipe, runFolder(path), world));
  showResult(recipe, result, path, command, world);
}
