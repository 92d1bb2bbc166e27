import { join, relative, resolve } from 'node:path';
import { UsageError } from './usageError.ts';
import type { Command, RunArguments } from './arguments.ts';
import { landmarkNote } from '../report/drawReport.ts';
import { executeRun } from '../run/executeRun.ts';
import { InterruptedError } from './interrupt.ts';
import { combinations } from './overrides.ts';
import { formatDuration } from './progress.ts';
import type { Recipe } from '../run/recipe.ts';
import { medianTables, resultTables } from '../report/tables/modelTable.ts';
import { comparisonTable, formatTable } from '../report/tables/resultTable.ts';
import type { TextTable } from '../report/tables/resultTable.ts';
import { createRunFolder, runFolder } from '../run/runFolder.ts';
import { findRecipe, outputFolder, planRuns, readGroup } from '../run/runPlan.ts';
import type { PlannedRun, RunGroup } from '../run/runPlan.ts';
import type { RunResult } from '../run/runResult.ts';
import type { World } from './terminal.ts';

type RunCommand = Extract<Command, { command: 'run' }>;
type SweepCommand = Extract<Command, { command: 'sweep' }>;

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
  world.terminal.note(`${recipe.name}, ${preset} preset, seed ${seed}, in ${shown(folder, world)}`);
  const result = await guarded(folder, world, () =>
    executeRun(recipe, created, world, only.record),
  );
  printResult(recipe, result, folder, command, world);
}

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

async function resume(command: RunCommand, given: string, world: World): Promise<void> {
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
  world.terminal.note(`going on with ${recipe.name} in ${shown(path, world)}`);
  const result = await guarded(path, world, () => executeRun(recipe, runFolder(path), world));
  printResult(recipe, result, path, command, world);
}

async function runGroup(
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
  const folder = await createRunFolder(path);
  const group: RunGroup = { recipe: recipe.name, runs: plan };
  await folder.writeJson('group.json', group);
  world.terminal.note(`${recipe.name}, ${plan.length} runs, in ${shown(path, world)}`);
  await finishGroup(recipe, group, path, args, world);
}

/** Does what is left of a group: finished runs stay as they are, an interrupted one goes on. */
async function finishGroup(
  recipe: Recipe,
  group: RunGroup,
  path: string,
  args: Pick<RunArguments, 'json'>,
  world: World,
): Promise<void> {
  const results: RunResult[] = [];
  for (const [index, { name, label, record }] of group.runs.entries()) {
    world.terminal.note(`run ${index + 1} of ${group.runs.length}: ${label}`);
    const folder = runFolder(join(path, name));
    const started = (await folder.readJson('config.json')) !== undefined;
    results.push(
      await guarded(path, world, () =>
        executeRun(recipe, folder, world, started ? undefined : record),
      ),
    );
  }
  await runFolder(path).writeJson('result.json', { recipe: recipe.name, runs: results });
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
    world.terminal.out(`report: ${shown(runFolder(join(path, name)).report, world)}`);
  }
}

/** Says how to go on when the run is interrupted. */
async function guarded(
  folder: string,
  world: World,
  work: () => Promise<RunResult>,
): Promise<RunResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InterruptedError) {
      world.terminal.note(
        `interrupted; go on with: npm run lab -- run --resume ${shown(folder, world)}`,
      );
    }
    throw error;
  }
}

function printResult(
  recipe: Recipe,
  result: RunResult,
  folder: string,
  args: Pick<RunArguments, 'json'>,
  world: World,
): void {
  const { terminal } = world;
  if (args.json) {
    terminal.out(JSON.stringify({ ...result, folder }, null, 2));
    return;
  }
  terminal.out('');
  terminal.out(result.headline);
  terminal.out('');
  terminal.out(formatTables(resultTables(result)));
  terminal.out('');
  const landmark = landmarkNote(recipe, result);
  if (landmark !== undefined) terminal.out(landmark);
  terminal.out(`data: ${result.data.description} (${result.data.chosenBy})`);
  terminal.out(
    `backend ${result.backend}, ${formatDuration(result.cost.seconds)}, peak memory ${result.cost.peakMemoryMiB} MiB`,
  );
  terminal.out(`report: ${shown(runFolder(folder).report, world)}`);
}

function formatTables(tables: readonly TextTable[]): string {
  return tables.map(formatTable).join('\n\n');
}

function shown(path: string, world: World): string {
  const short = relative(world.workingDirectory, path);
  return short.startsWith('..') || short === '' ? path : short;
}
