import type { Recipe } from '../run/recipe.ts';
import { recordSchema } from '../run/runFolder.ts';
import type { RunFolder } from '../run/runFolder.ts';
import type { RunResult } from '../run/runResult.ts';
import { readEvaluations } from '../run/training/trainingLog.ts';
import type { Curve } from './figures/chartParts.ts';
import { curveChart } from './figures/curves.ts';
import { reportPage } from './page/html.ts';
import type { ReportSection } from './section.ts';
import { medianTables } from './tables/modelTable.ts';
import { comparisonTable, medianTable } from './tables/resultTable.ts';
import { settingsTable } from './tables/settingsTable.ts';

/** A finished run among others. */
export interface ComparedRun {
  readonly recipe: Pick<Recipe, 'compared'>;
  readonly folder: RunFolder;
  readonly result: RunResult;
  /** What distinguishes it, such as `seed 3`. */
  readonly label: string;
}

/**
 * Figures and curves of several runs side by side.
 *
 * @param runs - At least one, of one recipe or of several.
 * @returns The page.
 */
export async function comparisonPage(runs: readonly ComparedRun[]): Promise<string> {
  const results = runs.map(({ result }) => result);
  const labels = runs.map(({ label }) => label);
  const names = new Set(results.map(({ recipe }) => recipe));
  const sections: ReportSection[] = [
    {
      title: 'Figures of each run',
      blocks: [{ kind: 'table', table: comparisonTable(results, labels) }],
    },
  ];
  const records = await Promise.all(
    runs.map(({ folder }) => folder.readJson('config.json', recordSchema)),
  );
  const settings = settingsTable(records, labels);
  if (settings.rows.length > 0) {
    sections.push({
      title: 'Settings that differ',
      blocks: [{ kind: 'table', table: settings }],
    });
  }
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
    headline:
      names.size === 1
        ? spread(results)
        : `Runs of ${names.size} recipes side by side. They answer different questions: only figures of the same name can be compared.`,
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
async function comparedCurves(runs: readonly ComparedRun[]): Promise<ReportSection[]> {
  const [first] = runs;
  if (first === undefined) return [];
  const shared = first.recipe.compared.filter(({ scalar, part }) =>
    runs.every(({ recipe }) =>
      recipe.compared.some((curve) => curve.scalar === scalar && curve.part === part),
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
    sections.push({ title, blocks: [{ kind: 'figure', ...chart }] });
  }
  return sections;
}
