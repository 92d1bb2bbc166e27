import type { Recipe } from '../run/recipe.ts';
import { recordSchema } from '../run/runFolder.ts';
import type { RunFolder } from '../run/runFolder.ts';
import type { RunResult } from '../run/runResult.ts';
import { readEvaluations } from '../run/training/trainingLog.ts';
import type { Curve } from './figures/chartParts.ts';
import { curveChart } from './figures/curves.ts';
import { reportPage } from './page/html.ts';
import type { ReportSection } from './section.ts';
import { comparedCurves } from './compare/comparedCurves.ts';
import type { KeepFigure } from './compare/comparedCurves.ts';
import { comparedMatrices } from './compare/comparedMatrices.ts';
import { variantsOf } from './compare/variants.ts';
import type { Variant } from './compare/variants.ts';
import { readRunCurves } from './files/curvesFile.ts';
import { isComparable, withoutPaper } from './paperFigures.ts';
import { medianTables } from './tables/modelTable.ts';
import { comparisonTable, medianTable } from './tables/resultTable.ts';
import { settingsTable } from './tables/settingsTable.ts';

/** A finished run among others. */
export interface ComparedRun {
  readonly recipe: Pick<Recipe, 'compared' | 'comparedMatrices' | 'paper' | 'presets' | 'resolve'>;
  readonly folder: RunFolder;
  readonly result: RunResult;
  /** What distinguishes it, such as `seed 3`. */
  readonly label: string;
}

/**
 * Figures and curves of several runs side by side.
 *
 * @param runs - At least one, of one recipe or of several.
 * @param keep - Keeps a figure as a file. Default: figures are on the page alone.
 * @returns The page.
 */
export async function comparisonPage(
  runs: readonly ComparedRun[],
  keep: KeepFigure = onPage,
): Promise<string> {
  const labels = runs.map(({ label }) => label);
  const records = await Promise.all(
    runs.map(({ folder }) => folder.readJson('config.json', recordSchema)),
  );
  const results = runs.map(({ recipe, result }, run) =>
    isComparable(recipe, records[run]?.config ?? {}, result.data) ? result : withoutPaper(result),
  );
  const names = new Set(results.map(({ recipe }) => recipe));
  const sections: ReportSection[] = [
    {
      title: 'Figures of each run',
      blocks: [{ kind: 'table', table: comparisonTable(results, labels) }],
    },
  ];
  const settings = settingsTable(records, labels);
  if (settings.rows.length > 0) {
    sections.push({
      title: 'Settings that differ',
      blocks: [{ kind: 'table', table: settings }],
    });
  }
  const variants = names.size === 1 ? variantsOf(settings, labels) : [];
  sections.push(...spreadSections(results, variants));
  if (names.size === 1) sections.push(...(await comparedMatrices(runs, keep)));
  const curves = await Promise.all(runs.map(({ folder }) => readRunCurves(folder)));
  const drawn = names.size === 1 ? await comparedCurves(curves, variants, keep) : [];
  sections.push(...(drawn.length > 0 ? drawn : await namedCurves(runs, keep)));
  const data = [...new Set(results.map((result) => result.data.description))];
  return reportPage({
    kicker: [...names].join(', '),
    // A study of which no more is finished has one, too.
    title: runs.length === 1 ? 'One run' : `Comparison of ${runs.length} runs`,
    headline: headlineOf(results, names.size, variants.length),
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

const onPage: KeepFigure = (_, { svg, narrow }) =>
  Promise.resolve({ kind: 'figure', svg, ...(narrow === undefined ? {} : { narrow }) });

function headlineOf(results: readonly RunResult[], recipes: number, variants: number): string {
  if (recipes > 1) {
    return `Runs of ${recipes} recipes side by side. They answer different questions: only figures of the same name can be compared.`;
  }
  return variants > 1
    ? `Runs under ${variants} settings: medians are over the seeds of each of them.`
    : spread(results);
}

/** Medians and ranges over runs that differ in their seeds alone: a mean over other settings says nothing. */
function spreadSections(
  results: readonly RunResult[],
  variants: readonly Variant[],
): ReportSection[] {
  return variants
    .filter(({ runs }) => runs.length > 1 || variants.length === 1)
    .map(({ label, runs }) => ({
      title: label === '' ? 'Median and range' : `Median and range, ${label}`,
      blocks: medianTables(runs.flatMap((run) => results[run] ?? [])).map((table) => ({
        kind: 'table' as const,
        table,
      })),
    }));
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

/** The curves that every one of the recipes names: for runs of several recipes, and those of older versions without `curves.csv`. */
async function namedCurves(
  runs: readonly ComparedRun[],
  keep: KeepFigure,
): Promise<ReportSection[]> {
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
    sections.push({ title, blocks: [await keep(label.replaceAll(/[^\w.-]+/g, '-'), chart)] });
  }
  return sections;
}
