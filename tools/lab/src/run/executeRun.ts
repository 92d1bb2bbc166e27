import { join } from 'node:path';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { lockRun } from '@causal-mechanisms/tensor-utils/node';
import { dataFinder } from './dataChoice.ts';
import { drawReport } from '../report/drawReport.ts';
import { environmentSchema, startBackend } from './machine/environment.ts';
import type { RunEnvironment } from './machine/environment.ts';
import { readProvenance } from './provenance.ts';
import { createProgress } from './progress.ts';
import type { Recipe, RecipeContext } from './recipe.ts';
import { costMeter } from './runCost.ts';
import type { CostSources } from './runCost.ts';
import type { RunFolder, RunRecord } from './runFolder.ts';
import { openPart } from './runPart.ts';
import type { RunPart } from './runPart.ts';
import { dataSchema } from './runResult.ts';
import type { DataUsed, RunCost, RunResult } from './runResult.ts';
import { openBoardFile } from './training/boardFile.ts';
import type { ScalarWriter } from './training/tensorBoard.ts';
import type { World } from './world.ts';
import { followTraining } from './training/followTraining.ts';
import { readEvaluations } from './training/trainingLog.ts';

/**
 * Runs a recipe in a folder, or goes on with a run that was interrupted there.
 *
 * @param recipe - The recipe.
 * @param folder - The run folder; this call locks it.
 * @param world - Environment, terminal, clock, request to stop.
 * @param record - What to run; left out when the folder says so: then the run is resumed.
 * @returns The result, which was written to the folder together with the report.
 * @throws InterruptedError when it was asked to stop.
 */
export async function executeRun(
  recipe: Recipe,
  folder: RunFolder,
  world: World,
  record?: RunRecord,
): Promise<RunResult> {
  const lock = await lockRun(folder.path);
  try {
    if (record === undefined) {
      const finished = await folder.result();
      if (finished !== undefined) {
        await draw(recipe, folder, world);
        return finished;
      }
    } else await folder.writeJson('config.json', record);
    return await compute(recipe, folder, world, record === undefined);
  } finally {
    await lock.release();
  }
}

async function compute(
  recipe: Recipe,
  folder: RunFolder,
  world: World,
  resume: boolean,
): Promise<RunResult> {
  const sources: CostSources = {
    now: () => world.now(),
    peakMemory: () => process.resourceUsage().maxRSS,
  };
  const meter = await costMeter(folder, sources);
  const record = await folder.record();
  checkSettings(recipe, record, folder);
  const { environment } = await startBackend(world, record.backend);
  const before = await folder.readJson('environment.json', environmentSchema);
  if (before !== undefined && before.backend !== environment.backend) {
    world.terminal.note(
      `warning: the run began on the backend ${before.backend}; on ${environment.backend} its numbers will differ`,
    );
  }
  // What was typed to begin it says how to make it again; what was typed to go on does not.
  const commandLine = before?.commandLine ?? world.commandLine;
  await folder.writeJson('environment.json', {
    ...environment,
    ...(await readProvenance(world.repositoryRoot)),
    ...(commandLine === undefined ? {} : { commandLine }),
  } satisfies RunEnvironment);
  const openBoard = (place: string): ScalarWriter =>
    openBoardFile(place, { now: () => world.now() });
  const progress = createProgress(world.terminal, { now: () => world.now() });
  const training = {
    resume,
    progress,
    signal: world.signal,
    onSaved: () => meter.keep(),
  };
  const parts = new Map<string, RunPart>();
  const context: RecipeContext = {
    seed: record.seed,
    folder,
    data: dataFinder(world, record.data),
    progress,
    signal: world.signal,
    follow: (learner) =>
      followTraining({
        ...learner,
        ...training,
        folder,
        board: openBoard(folder.tensorboard),
      }),
    part(name) {
      const part =
        parts.get(name) ??
        openPart(name, {
          ...training,
          ...sources,
          run: folder,
          openBoard: (of) => openBoard(join(folder.tensorboard, of)),
        });
      parts.set(name, part);
      return part;
    },
    evaluations: () => readEvaluations(folder),
    pinData: (used) => pinData(folder, used, world),
    keepImages: (tables) => folder.writeJson('images.json', tables),
  };
  try {
    const found = await recipe.run(context, record.config);
    const result: RunResult = {
      recipe: recipe.name,
      title: recipe.title,
      preset: record.preset,
      seed: record.seed,
      backend: environment.backend,
      ...found,
      cost: { ...(await meter.keep()), ...(await partTimes([...parts.values()])) },
    };
    // The report first: a run with a result is finished, and then everything is there.
    await draw(recipe, folder, world, result);
    await folder.writeJson('result.json', result);
    return result;
  } catch (error) {
    // What went wrong matters more than that the cost could not be kept, on a full disk for one.
    await meter.keep().catch(() => undefined);
    throw error;
  } finally {
    progress.stop();
  }
}

/** Draws the report, and says what there is to say. */
async function draw(
  recipe: Recipe,
  folder: RunFolder,
  world: World,
  result?: RunResult,
): Promise<void> {
  for (const note of await drawReport(recipe, folder, result)) world.terminal.note(note);
}

/** The time of every finished part; nothing for a run without parts. */
async function partTimes(parts: readonly RunPart[]): Promise<Pick<RunCost, 'parts'>> {
  const times: [string, number][] = [];
  for (const part of parts) {
    const kept = await part.kept();
    if (kept !== undefined) times.push([part.name, kept.seconds]);
  }
  return times.length === 0 ? {} : { parts: Object.fromEntries(times) };
}

async function pinData(folder: RunFolder, used: DataUsed, world: World): Promise<void> {
  const before = await folder.readJson('data.json', dataSchema);
  if (before !== undefined && before.description !== used.description) {
    throw new CausalMechanismsError(
      'ERR_DATA_CHANGED',
      `the run began with ${before.description}; now there is ${used.description} (${used.chosenBy})`,
      { data: { before, now: used } },
    );
  }
  world.terminal.note(`data: ${used.description} (${used.chosenBy})`);
  await folder.writeJson('data.json', used);
}

/** What is missing would be taken for its default: a damaged run would go on at the sizes of the paper. */
function checkSettings(recipe: Recipe, { config }: RunRecord, folder: RunFolder): void {
  const missing = Object.keys(recipe.resolve(config)).filter((key) => !Object.hasOwn(config, key));
  if (missing.length === 0) return;
  throw new FileFormatError(
    `${folder.file('config.json')} lacks settings of ${recipe.name}: ${missing.join(', ')}`,
    { data: { missing } },
  );
}
