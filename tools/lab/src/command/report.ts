import { join, relative, resolve } from 'node:path';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import type { Command } from './arguments.ts';
import { drawReport } from '../report/drawReport.ts';
import { curveChart } from '../report/figures/curves.ts';
import type { Curve } from '../report/figures/chartParts.ts';
import { reportPage } from '../report/page/html.ts';
import type { ReportSection } from '../report/section.ts';
import { medianTables, resultTables } from '../report/tables/modelTable.ts';
import { comparisonTable, formatTable, medianTable } from '../report/tables/resultTable.ts';
import { runFolder, runName } from '../run/runFolder.ts';
import type { RunFolder } from '../run/runFolder.ts';
import { findRecipe, readGroup } from '../run/runPlan.ts';
import type { RunResult } from '../run/runResult.ts';
import type { World } from './terminal.ts';
import { readEvaluations } from '../run/trainingLog.ts';
import { UsageError } from './usageError.ts';

type ReportCommand = Extract<Command, { command: 'report' }>;

interface ReportedRun {
  readonly folder: RunFolder;
  readonly result: RunResult;
  readonly label: string;
}

/**
 * `lab report`: draws reports again; several runs are compared on a page of their own.
 *
 * @param command - Which runs.
 * @param world - Folders and terminal.
 */
export async function report(command: ReportCommand, world: World): Promise<void> {
  const runs: ReportedRun[] = [];
  for (const { folder, label } of await expand(command.runs, world)) {
    const { recipe } = await folder.record();
    await drawReport(findRecipe(recipe), folder);
    const result = await folder.result();
    if (result !== undefined) runs.push({ folder, result, label });
  }
  const [first] = runs;
  if (first === undefined) throw new UsageError('report: there is no run');
  const results = runs.map(({ result }) => result);
  const page =
    runs.length === 1
      ? first.folder.report
      : resolve(
          world.workingDirectory,
          command.out ?? join('runs', `${runName(['comparison'], world.now())}.html`),
        );
  if (runs.length > 1) await writeFileAtomically(page, await comparisonPage(runs));
  if (command.json) {
    world.terminal.out(JSON.stringify(runs.length === 1 ? results[0] : results, null, 2));
    return;
  }
  world.terminal.out(
    (runs.length === 1
      ? resultTables(first.result)
      : [
          comparisonTable(
            results,
            runs.map(({ label }) => label),
          ),
        ]
    )
      .map(formatTable)
      .join('\n\n'),
  );
  const short = relative(world.workingDirectory, page);
  world.terminal.out(`\nreport: ${short.startsWith('..') ? page : short}`);
}

/** A group of runs stands for the runs in it. */
async function expand(
  paths: readonly string[],
  world: World,
): Promise<Pick<ReportedRun, 'folder' | 'label'>[]> {
  const found: Pick<ReportedRun, 'folder' | 'label'>[] = [];
  for (const given of paths) {
    const path = resolve(world.workingDirectory, given);
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

async function comparisonPage(runs: readonly ReportedRun[]): Promise<string> {
  const results = runs.map(({ result }) => result);
  const labels = runs.map(({ label }) => label);
  const names = new Set(results.map(({ recipe }) => recipe));
  const sections: ReportSection[] = [
    {
      title: 'Figures of each run',
      blocks: [{ kind: 'table', table: comparisonTable(results, labels) }],
    },
  ];
  if (names.size === 1) {
    sections.push({
      title: 'Median and range',
      blocks: medianTables(results).map((table) => ({ kind: 'table' as const, table })),
    });
  }
  sections.push(...(await comparedCurves(runs)));
  const data = [...new Set(results.map((result) => result.data.description))];
  return reportPage({
    kicker: [...names].join(', '),
    title: `Comparison of ${runs.length} runs`,
    headline: names.size === 1 ? spread(results) : `Runs of ${names.size} recipes side by side.`,
    badges: data.map((text, index) => ({
      text,
      warning:
        results.find((result) => result.data.description === data[index])?.data.kind ===
        'synthetic',
    })),
    cards: [],
    sections,
    documents: [],
  });
}

/** The main figure over all runs, in a sentence. */
function spread(results: readonly RunResult[]): string {
  const [figure, median, lowest, highest] = medianTable(results).rows[0] ?? [];
  if (figure === undefined || median === undefined) return '';
  const main = `${figure.charAt(0).toUpperCase()}${figure.slice(1)}: ${median}`;
  return lowest === ''
    ? `${main}.`
    : `${main} in the median, from ${lowest ?? ''} to ${highest ?? ''}.`;
}

/** The curves that every one of the recipes names. */
async function comparedCurves(runs: readonly ReportedRun[]): Promise<ReportSection[]> {
  const [first] = runs;
  if (first === undefined) return [];
  const shared = findRecipe(first.result.recipe).compared.filter(({ scalar, part }) =>
    runs.every(({ result }) =>
      findRecipe(result.recipe).compared.some(
        (curve) => curve.scalar === scalar && curve.part === part,
      ),
    ),
  );
  const sections: ReportSection[] = [];
  for (const { scalar, part, label, percent = false } of shared) {
    const curves: Curve[] = [];
    for (const run of runs) {
      const history = await readEvaluations(
        part === undefined ? run.folder : run.folder.part(part),
      );
      if (part !== undefined && history.length === 0) continue;
      curves.push({
        label: run.label,
        points: history.map(({ step, scalars }) => [step, scalars[scalar] ?? NaN]),
      });
    }
    if (curves.length === 0) continue;
    const chart = await curveChart(curves, [], { xTitle: 'step', yTitle: label, percent });
    const title = `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
    sections.push({ title, blocks: [{ kind: 'figure', svg: chart.svg }] });
  }
  return sections;
}
