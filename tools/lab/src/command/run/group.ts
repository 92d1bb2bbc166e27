import { join } from 'node:path';
import { drawGroupReport } from '../../report/compare/groupReport.ts';
import { medianTables } from '../../report/tables/modelTable.ts';
import { comparisonTable } from '../../report/tables/resultTable.ts';
import { executeRun } from '../../run/executeRun.ts';
import type { Recipe } from '../../run/recipe.ts';
import { createRunFolder, recordSchema, runFolder } from '../../run/runFolder.ts';
import type { RunFolder } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';
import type { World } from '../../run/world.ts';
import type { RunArguments } from '../arguments/arguments.ts';
import { outputFolder } from './runPlan.ts';
import type { PlannedRun, RunGroup } from './runPlan.ts';
import { formatTables, sayHowToGoOn, shownPath } from './showResult.ts';
import { runSideBySide } from './sideBySide.ts';

/**
 * Makes the folder of several runs that belong together, and runs them.
 *
 * @param recipe - Of all of them.
 * @param plan - The runs in order.
 * @param args - Whether they are only to be shown, and where they go.
 * @param parts - What distinguishes the folder.
 * @param world - Terminal, clock, folders.
 */
export async function runGroup(
  recipe: Recipe,
  plan: readonly PlannedRun[],
  args: RunArguments,
  parts: readonly string[],
  world: World,
): Promise<void> {
  const path = outputFolder(recipe, parts, args, world);
  if (args.dryRun) {
    world.terminal.out(
      JSON.stringify(
        plan.map(({ name, record }) => ({ ...record, out: join(path, name) })),
        null,
        2,
      ),
    );
    return;
  }
  for (const { record } of plan) {
    await recipe.checkData?.(record.config, { seed: record.seed, signal: world.signal });
  }
  const folder = await createRunFolder(path);
  const group: RunGroup = { recipe: recipe.name, runs: plan };
  await folder.writeJson('group.json', group);
  world.terminal.note(`${recipe.name}, ${plan.length} runs, in ${shownPath(path, world)}`);
  await finishGroup(recipe, group, path, args, world);
}

/**
 * Does what is left of a group: finished runs stay as they are, an interrupted one goes on.
 *
 * @param recipe - Of all of them.
 * @param group - The runs.
 * @param path - Their folder.
 * @param args - Whether JSON is wanted, and how many runs at a time.
 * @param world - Terminal, clock, folders.
 */
export async function finishGroup(
  recipe: Recipe,
  group: RunGroup,
  path: string,
  args: Pick<RunArguments, 'json' | 'jobs'>,
  world: World,
): Promise<void> {
  const { jobs = 1 } = args;
  const results = await sayHowToGoOn(path, world, () =>
    jobs > 1 ? besideEachOther(group, path, jobs, world) : oneByOne(recipe, group, path, world),
  );
  await runFolder(path).writeJson('result.json', { recipe: recipe.name, runs: results });
  const compared = results.map((result, run) => ({
    recipe,
    folder: runFolder(join(path, group.runs[run]?.name ?? '')),
    result,
    label: group.runs[run]?.label ?? '',
  }));
  for (const note of await drawGroupReport(runFolder(path), compared)) world.terminal.note(note);
  if (args.json) {
    world.terminal.out(JSON.stringify(results, null, 2));
    return;
  }
  const labels = group.runs.map(({ label }) => label);
  const sameVariant = new Set(group.runs.map(({ record }) => JSON.stringify(record.config)));
  world.terminal.out('');
  world.terminal.out(
    formatTables(
      sameVariant.size === 1 ? medianTables(results) : [comparisonTable(results, labels)],
    ),
  );
  world.terminal.out('');
  world.terminal.out(
    `data: ${[...new Set(results.map(({ data }) => data.description))].join('; ')}`,
  );
  for (const { name } of group.runs) {
    world.terminal.out(`report: ${shownPath(runFolder(join(path, name)).report, world)}`);
  }
  world.terminal.out(`all of them: ${shownPath(runFolder(path).report, world)}`);
}

async function oneByOne(
  recipe: Recipe,
  group: RunGroup,
  path: string,
  world: World,
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const [index, { name, label, record }] of group.runs.entries()) {
    world.terminal.note(`run ${index + 1} of ${group.runs.length}: ${label}`);
    const folder = runFolder(join(path, name));
    const started = await isStarted(folder);
    results.push(await executeRun(recipe, folder, world, started ? undefined : record));
  }
  return results;
}

async function besideEachOther(
  { runs }: RunGroup,
  path: string,
  jobs: number,
  world: World,
): Promise<RunResult[]> {
  const waiting = runs.map(({ name, label }) => ({ path: join(path, name), label }));
  for (const { name, record } of runs) {
    const folder = runFolder(join(path, name));
    // The process that goes on with it reads what to run from here.
    if (!(await isStarted(folder))) await folder.writeJson('config.json', record);
  }
  return runSideBySide(waiting, jobs, world);
}

async function isStarted(folder: RunFolder): Promise<boolean> {
  return (await folder.readJson('config.json', recordSchema)) !== undefined;
}
