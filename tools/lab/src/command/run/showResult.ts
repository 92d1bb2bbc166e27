import { relative } from 'node:path';
import { landmarkNote } from '../../report/drawReport.ts';
import { resultTables } from '../../report/tables/modelTable.ts';
import { formatTable } from '../../report/tables/textTable.ts';
import type { TextTable } from '../../report/tables/textTable.ts';
import { formatDuration } from '../../run/duration.ts';
import { InterruptedError } from '../../run/interrupted.ts';
import type { Recipe } from '../../run/recipe.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';
import type { World } from '../../run/world.ts';
import type { RunArguments } from '../arguments/arguments.ts';

/**
 * Prints what came out of a run: tables, cost, and the path of the report.
 *
 * @param recipe - The recipe.
 * @param result - What came out.
 * @param folder - The run folder.
 * @param args - Whether JSON is wanted.
 * @param world - The terminal.
 */
export function showResult(
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
  terminal.out(`report: ${shownPath(runFolder(folder).report, world)}`);
}

/**
 * @param tables - Some tables.
 * @returns Them as text, one below the other.
 */
export function formatTables(tables: readonly TextTable[]): string {
  return tables.map(formatTable).join('\n\n');
}

/**
 * Says how to go on when a run is interrupted, to whom it was started by.
 *
 * @param folder - Of the run or group.
 * @param world - The terminal.
 * @param work - The run.
 * @returns What the run returns.
 */
export async function sayHowToGoOn<Value>(
  folder: string,
  world: World,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    // Who shows another process's run says it: a worker hands the run back, and a group goes on as a whole.
    if (error instanceof InterruptedError && world.terminal.onProgress === undefined) {
      world.terminal.note(
        `interrupted; go on with: npm run lab -- run --resume ${shownPath(folder, world)}`,
      );
    }
    throw error;
  }
}

/**
 * @param path - An absolute path.
 * @param world - Where the user is.
 * @returns The path as short as it can be typed there.
 */
export function shownPath(path: string, world: Pick<World, 'workingDirectory'>): string {
  const short = relative(world.workingDirectory, path);
  return short.startsWith('..') || short === '' ? path : short;
}
