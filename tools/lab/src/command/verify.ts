import { join, resolve } from 'node:path';
import { rm } from 'node:fs/promises';
import { expectKnown, UsageError } from '@causal-mechanisms/command-line';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { formatTable } from '../report/tables/textTable.ts';
import { formatDuration } from '../run/duration.ts';
import { executeRun } from '../run/executeRun.ts';
import { createRunFolder, runName } from '../run/runFolder.ts';
import type { RunResult } from '../run/runResult.ts';
import { compareFigures } from '../verify/compareFigures.ts';
import type { ComparedFigure } from '../verify/compareFigures.ts';
import { readPages } from '../verify/readPages.ts';
import type { PageEntry } from '../verify/pageEntry.ts';
import type { ResultsPage } from '../verify/resultsPage.ts';
import type { Command } from './arguments/arguments.ts';
import { shownPath } from './run/showResult.ts';
import type { Lab } from './lab.ts';

type VerifyCommand = Extract<Command, { command: 'verify' }>;

/** An entry that was run again. */
interface VerifiedEntry {
  readonly page: string;
  readonly id: string;
  readonly backend: string;
  readonly seconds: number;
  readonly figures: readonly ComparedFigure[];
}

/**
 * `lab verify`: whether every table of figures says which command measured it, and whether cheap commands give the same figures again.
 *
 * @param command - Which pages or entries, and whether to run them.
 * @param lab - The recipes; folders and terminal.
 * @throws CausalMechanismsError `ERR_VERIFY` when a row lacks its command or a figure is off.
 */
export async function verify(command: VerifyCommand, lab: Lab): Promise<void> {
  const { results, guides } = await readPages(lab);
  const chosen = chooseEntries(command, results);
  const named = new Set(chosen.pages.map(({ page }) => page));
  const findings = [
    ...results.filter(({ page }) => named.has(page)).flatMap((page) => page.findings),
    ...(command.targets.length === 0 ? guides : []),
  ];
  for (const { message } of findings) lab.terminal.note(message);
  const verified: VerifiedEntry[] = [];
  if (findings.length === 0 && !command.check) {
    const folder = resolve(lab.workingDirectory, 'runs', runName(['verify'], lab.now()));
    for (const { page, entry } of chosen.entries) {
      const done = await runAgain(page, entry, folder, lab);
      verified.push(done);
      if (!command.json) lab.terminal.out(shownEntry(done));
    }
    if (verified.every(isRight)) await rm(folder, { recursive: true, force: true });
    else lab.terminal.note(`the runs are in ${shownPath(folder, lab)}`);
  }
  const off = verified.flatMap(({ figures }) => figures.filter(({ ok }) => !ok));
  if (command.json) {
    const entries = chosen.pages.flatMap(({ page, entries: of }) =>
      of.map((it) => facts(page, it)),
    );
    const places = findings.map(({ place, message }) => ({ ...place, message }));
    lab.terminal.out(JSON.stringify({ entries, findings: places, verified }, null, 2));
  } else if (findings.length + off.length === 0)
    lab.terminal.out(summary(chosen, verified, command));
  if (findings.length > 0) {
    throw new CausalMechanismsError('ERR_VERIFY', `verify: ${findings.length} to mend, see above`, {
      data: { findings: findings.map(({ place }) => place) },
    });
  }
  if (off.length > 0) {
    throw new CausalMechanismsError(
      'ERR_VERIFY',
      `verify: ${off.length} of ${verified.flatMap(({ figures }) => figures).length} figures are off`,
      { data: { off } },
    );
  }
}

interface ChosenEntries {
  readonly pages: readonly ResultsPage[];
  /** Those to run again. */
  readonly entries: readonly { readonly page: string; readonly entry: PageEntry }[];
}

/** Without targets all pages; of a page its cheap entries; an entry that is named, though it be dear. */
function chooseEntries(
  { targets, all }: VerifyCommand,
  results: readonly ResultsPage[],
): ChosenEntries {
  const ofPage = (page: ResultsPage): ChosenEntries['entries'] =>
    page.entries
      .filter(({ cheap, figures }) => figures !== undefined && (cheap || all))
      .map((entry) => ({ page: page.page, entry }));
  if (targets.length === 0) return { pages: results, entries: results.flatMap(ofPage) };
  const chosen = targets.map((target) => {
    const [name = '', id] = target.split('#');
    const short = (path: string): string => path.replace(/^.*\//, '').replace(/\.md$/, '');
    const known = results.map(({ page }) => short(page));
    const page = results[known.indexOf(expectKnown('page of results', short(name), known))];
    if (page === undefined || id === undefined) return { page, entries: page ? ofPage(page) : [] };
    const typed = expectKnown(
      `entry of ${page.page}`,
      id,
      page.entries.map((it) => it.id),
    );
    const entry = page.entries.find((it) => it.id === typed);
    if (entry?.figures === undefined) {
      throw new UsageError(`verify: ${page.page}#${id} has no figures to compare with`);
    }
    return { page, entries: [{ page: page.page, entry }] };
  });
  return {
    pages: [...new Set(chosen.flatMap(({ page }) => page ?? []))],
    entries: chosen.flatMap(({ entries }) => entries),
  };
}

async function runAgain(
  page: string,
  entry: PageEntry,
  folder: string,
  lab: Lab,
): Promise<VerifiedEntry> {
  const plan = entry.commands[0]?.plan;
  if (plan === undefined) throw new UsageError(`verify: ${page}#${entry.id} is no "lab run"`);
  const name = `${page.replace(/^.*\//, '').replace(/\.md$/, '')}-${entry.id}`;
  lab.terminal.note(`${page}#${entry.id}`);
  const results: RunResult[] = [];
  for (const { name: run, record } of plan.runs) {
    const made = await createRunFolder(join(folder, name, run), { resumable: false });
    results.push(await executeRun(plan.recipe, made, lab, record));
  }
  return {
    page,
    id: entry.id,
    backend: results[0]?.backend ?? '',
    seconds: results.reduce((sum, { cost }) => sum + cost.seconds, 0),
    figures: compareFigures(entry.figures ?? {}, results),
  };
}

function isRight({ figures }: VerifiedEntry): boolean {
  return figures.every(({ ok }) => ok);
}

function shownEntry({ page, id, backend, seconds, figures }: VerifiedEntry): string {
  const title = `${page}#${id}, backend ${backend}, ${formatDuration(seconds)}`;
  const rows = figures.map(({ measure, value, spread, got, ok, note }) => [
    measure,
    `${value}${spread === undefined ? '' : ` ± ${spread}`}`,
    typeof got === 'number' ? String(Number(got.toPrecision(6))) : (got ?? 'nothing'),
    ok ? 'ok' : note === undefined ? 'off' : `off: ${note}`,
  ]);
  return `${title}\n${formatTable({ header: ['figure', 'expected', 'got', ''], rows })}\n`;
}

function summary(
  { pages, entries }: ChosenEntries,
  verified: readonly VerifiedEntry[],
  { check }: VerifyCommand,
): string {
  const blocks = pages.reduce((sum, page) => sum + page.entries.length, 0);
  const kept = `${counted(pages.length, 'page')}, ${counted(blocks, 'block')} of commands: every table of figures has one`;
  if (check) return kept;
  if (entries.length === 0) return `${kept}; none of them is cheap`;
  const figures = verified.reduce((sum, { figures: of }) => sum + of.length, 0);
  return `${kept}; ${counted(figures, 'figure')} of ${counted(verified.length, 'block')} measured again, all within their spread`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** An entry as JSON. */
function facts(
  page: string,
  { place, id, commands, circumstances, cheap, minutes, figures }: PageEntry,
): object {
  return {
    page,
    line: place.line,
    id,
    commands: commands.map(({ script, args, environment, seeds }) => ({
      script,
      args,
      environment,
      ...(seeds === undefined ? {} : { seeds }),
    })),
    ...circumstances,
    cheap,
    ...(minutes === undefined ? {} : { minutes }),
    ...(figures === undefined ? {} : { figures }),
  };
}
