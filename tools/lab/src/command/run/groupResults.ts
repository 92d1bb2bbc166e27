import { join } from 'node:path';
import { drawGroupReport } from '../../report/compare/groupReport.ts';
import { medianTables } from '../../report/tables/modelTable.ts';
import { comparisonTable } from '../../report/tables/resultTable.ts';
import type { Recipe } from '../../run/recipe.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';
import type { World } from '../../run/world.ts';
import { runsOf, lastRung } from '../../search/rungs.ts';
import type { MeasuredRuns } from '../../search/rungs.ts';
import { searchCsv, searchTable } from '../../search/searchTable.ts';
import type { PlannedRun, RunGroup } from './runPlan.ts';
import { formatTables, shownPath } from './showResult.ts';

/** A run of a group that is finished, with what came out. */
export interface FinishedRun {
  /** The run. */
  readonly planned: PlannedRun;
  /** Its result. */
  readonly result: RunResult;
}

/**
 * Writes what a group of runs has to show, `report.html`, `result.json`, `curves.csv`, `result.csv` and, of a search with halving, `search.csv`; then prints
 * it. With halving the report is about the last rung.
 *
 * @param recipe - Of all runs.
 * @param group - The runs.
 * @param path - The folder of the group, which has those of the finished runs.
 * @param finished - The finished runs, in the order of the group; at least one.
 * @param args - Whether JSON is wanted.
 * @param world - The terminal.
 */
export async function showGroup(
  recipe: Recipe,
  group: RunGroup,
  path: string,
  finished: readonly FinishedRun[],
  args: { readonly json: boolean },
  world: World,
): Promise<void> {
  const rung = reportedRung(group, finished);
  const reported = finished.filter(({ planned }) => runsOf(group, rung).includes(planned));
  const results = reported.map(({ result }) => result);
  const folder = runFolder(path);
  await folder.writeJson('result.json', { recipe: recipe.name, runs: results });
  const measured: MeasuredRuns = new Map(
    finished.map(({ planned, result }) => [planned.name, result.measures]),
  );
  if (group.halving !== undefined) await folder.writeText('search.csv', searchCsv(group, measured));
  const compared = reported.map(({ planned, result }) => ({
    recipe,
    folder: runFolder(join(path, planned.name)),
    result,
    label: planned.label,
  }));
  for (const note of await drawGroupReport(folder, compared)) world.terminal.note(note);
  const out = (text: string): void => world.terminal.out(text);
  if (args.json) {
    out(JSON.stringify(results, null, 2));
    return;
  }
  const labels = reported.map(({ planned }) => planned.label);
  const variants = new Set(reported.map(({ planned }) => JSON.stringify(planned.record.config)));
  out('');
  if (group.halving !== undefined) out(`${formatTables([searchTable(group, measured)])}\n`);
  out(
    formatTables(variants.size === 1 ? medianTables(results) : [comparisonTable(results, labels)]),
  );
  out('');
  out(`data: ${[...new Set(results.map(({ data }) => data.description))].join('; ')}`);
  for (const { planned } of reported) {
    out(`report: ${shownPath(runFolder(join(path, planned.name)).report, world)}`);
  }
  out(`all of them: ${shownPath(folder.report, world)}`);
}

/** The last rung of which a run is finished. */
function reportedRung(group: RunGroup, finished: readonly FinishedRun[]): number {
  const done = new Set(finished.map(({ planned }) => planned));
  for (let rung = lastRung(group); rung > 0; rung--) {
    if (runsOf(group, rung).some((run) => done.has(run))) return rung;
  }
  return 0;
}
