import { lstat, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '@causal-mechanisms/command-line';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import { drawGroupReport } from '../report/compare/groupReport.ts';
import { comparisonPage } from '../report/comparisonPage.ts';
import type { ComparedRun } from '../report/comparisonPage.ts';
import { drawReport } from '../report/drawReport.ts';
import { resultTables } from '../report/tables/modelTable.ts';
import { comparisonTable } from '../report/tables/resultTable.ts';
import { fileAccessError } from '../run/files/fileAccess.ts';
import { runFolder, runName } from '../run/runFolder.ts';
import { systemCode } from '../run/files/systemCode.ts';
import type { Command } from './arguments/arguments.ts';
import { readGroup } from './run/runPlan.ts';
import { formatTables, shownPath } from './run/showResult.ts';
import { findRecipe } from './lab.ts';
import type { Lab } from './lab.ts';

type ReportCommand = Extract<Command, { command: 'report' }>;

/**
 * `lab report`: draws reports again; several runs are compared on a page of their own.
 *
 * @param command - Which runs.
 * @param lab - The recipes; folders and terminal.
 */
export async function report(command: ReportCommand, lab: Lab): Promise<void> {
  const out = command.out === undefined ? undefined : await newFile(command.out, lab);
  const runs: ComparedRun[] = [];
  for (const { folder, label } of await expand(command.runs, lab)) {
    const recipe = findRecipe((await folder.record()).recipe, lab);
    for (const note of await drawReport(recipe, folder)) lab.terminal.note(note);
    const result = await folder.result();
    if (result !== undefined) runs.push({ recipe, folder, result, label });
  }
  const [first] = runs;
  if (first === undefined) throw new UsageError('report: there is no run');
  const results = runs.map(({ result }) => result);
  const page =
    runs.length === 1
      ? await copied(first.folder.report, out)
      : await compared(runs, out, command.runs, lab);
  if (command.json) {
    lab.terminal.out(JSON.stringify(runs.length === 1 ? results[0] : results, null, 2));
    return;
  }
  const labels = runs.map(({ label }) => label);
  lab.terminal.out(
    formatTables(
      runs.length === 1 ? resultTables(first.result) : [comparisonTable(results, labels)],
    ),
  );
  lab.terminal.out(`\nreport: ${shownPath(page, lab)}`);
}

/** A page that the user names never takes the place of a file. */
async function newFile(given: string, lab: Lab): Promise<string> {
  const path = resolve(lab.workingDirectory, given);
  if (await isThere(path)) {
    throw new UsageError(`report: --out ${given} is there already; choose another name`, {
      data: { path },
    });
  }
  return path;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw fileAccessError(`write ${path}`, error);
  }
}

/** The page of one group lies in its folder with its figures, any other one in a new file. */
async function compared(
  runs: readonly ComparedRun[],
  out: string | undefined,
  given: readonly string[],
  lab: Lab,
): Promise<string> {
  const [only = '', ...others] = given.map((path) => resolve(lab.workingDirectory, path));
  if (out === undefined && others.length === 0 && (await readGroup(only)) !== undefined) {
    const group = runFolder(only);
    for (const note of await drawGroupReport(group, runs)) lab.terminal.note(note);
    return group.report;
  }
  const page =
    out ??
    resolve(lab.workingDirectory, join('runs', `${runName(['comparison'], lab.now())}.html`));
  await writeFileAtomically(page, await comparisonPage(runs));
  return page;
}

/** The report of a run, and a copy of it where one was asked for. */
async function copied(report: string, out: string | undefined): Promise<string> {
  if (out === undefined) return report;
  await writeFileAtomically(out, await readFile(report, 'utf8'));
  return out;
}

/** A group of runs stands for the runs in it. */
async function expand(
  paths: readonly string[],
  lab: Lab,
): Promise<Pick<ComparedRun, 'folder' | 'label'>[]> {
  const found: Pick<ComparedRun, 'folder' | 'label'>[] = [];
  for (const given of paths) {
    const path = resolve(lab.workingDirectory, given);
    const group = await readGroup(path);
    if (group === undefined) {
      const folder = runFolder(path);
      found.push({ folder, label: folder.name });
    } else {
      for (const { name, label } of group.runs) {
        found.push({ folder: runFolder(join(path, name)), label });
      }
    }
  }
  return found;
}
