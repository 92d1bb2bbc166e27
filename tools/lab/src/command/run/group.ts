import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { executeRun } from '../../run/executeRun.ts';
import type { Recipe } from '../../run/recipe.ts';
import { createRunFolder, recordSchema, runFolder } from '../../run/runFolder.ts';
import type { RunFolder } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';
import { runsAtATime } from '../../run/machine/threadsOfRun.ts';
import type { World } from '../../run/world.ts';
import { expectScored } from '../../search/halving.ts';
import { describeRung, nextRung } from '../../search/rungs.ts';
import type { RunArguments } from '../arguments/arguments.ts';
import { showGroup } from './groupResults.ts';
import type { FinishedRun } from './groupResults.ts';
import { outputFolder } from './runPlan.ts';
import type { RunGroup } from './runPlan.ts';
import { sayHowToGoOn, shownPath } from './showResult.ts';
import { runSideBySide } from './sideBySide.ts';

/**
 * Makes the folder of several runs that belong together, and runs them.
 *
 * @param recipe - Of all of them.
 * @param group - The runs in order.
 * @param args - Whether they are only to be shown, and where they go.
 * @param parts - What distinguishes the folder.
 * @param world - Terminal, clock, folders.
 */
export async function runGroup(
  recipe: Recipe,
  group: RunGroup,
  args: RunArguments,
  parts: readonly string[],
  world: World,
): Promise<void> {
  const { runs: plan } = group;
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
  const { jobs = runsAtATime(world.environment, availableParallelism()) } = args;
  let current = group;
  const known = new Map<string, RunResult>();
  const finished = await sayHowToGoOn(path, world, async () => {
    for (;;) {
      const results = await (jobs > 1
        ? besideEachOther(current, path, jobs, world)
        : oneByOne(recipe, current, path, { world, known }));
      const measured = new Map(
        results.map((result, run) => [current.runs[run]?.name ?? '', result.measures]),
      );
      const more = nextRung(recipe, current, measured);
      if (more.length === 0) return finishedRuns(current, results);
      current = { ...current, runs: [...current.runs, ...more] };
      await runFolder(path).writeJson('group.json', current);
      world.terminal.note(describeRung(current));
    }
  });
  await showGroup(recipe, current, path, finished, args, world);
}

function finishedRuns({ runs }: RunGroup, results: readonly RunResult[]): FinishedRun[] {
  return runs.flatMap((planned, place) => {
    const result = results[place];
    return result === undefined ? [] : [{ planned, result }];
  });
}

async function oneByOne(
  recipe: Recipe,
  group: RunGroup,
  path: string,
  { world, known }: { readonly world: World; readonly known: Map<string, RunResult> },
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const [index, { name, label, record }] of group.runs.entries()) {
    const earlier = known.get(name);
    if (earlier !== undefined) {
      results.push(earlier);
      continue;
    }
    world.terminal.note(`run ${index + 1} of ${group.runs.length}: ${label}`);
    const folder = runFolder(join(path, name));
    const started = await isStarted(folder);
    const result = await executeRun(recipe, folder, world, started ? undefined : record);
    expectScored(group.halving, result.measures);
    known.set(name, result);
    results.push(result);
  }
  return results;
}

async function besideEachOther(
  { runs, halving }: RunGroup,
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
  return runSideBySide(waiting, jobs, world, ({ measures }) => expectScored(halving, measures));
}

async function isStarted(folder: RunFolder): Promise<boolean> {
  return (await folder.readJson('config.json', recordSchema)) !== undefined;
}
