import type { Recipe } from '../../run/recipe.ts';
import type { RunResult } from '../../run/runResult.ts';
import { heatMap } from '../figures/heatMap.ts';
import type { ReportBlock, ReportSection } from '../section.ts';
import type { KeepFigure } from './comparedCurves.ts';

/** More matrices only make the page heavy. */
const MOST = 20;

/** A run with the matrices of its result. */
interface RunMatrices {
  readonly recipe: Pick<Recipe, 'comparedMatrices'>;
  readonly result: Pick<RunResult, 'matrices'>;
  readonly label: string;
}

/**
 * The matrices by which a recipe is compared, one for each run.
 *
 * @param runs - Of one recipe.
 * @param keep - Keeps a figure.
 * @returns A section per matrix that some run has.
 */
export async function comparedMatrices(
  runs: readonly RunMatrices[],
  keep: KeepFigure,
): Promise<ReportSection[]> {
  const sections: ReportSection[] = [];
  for (const { matrix, label, rowTitle, columnTitle } of runs[0]?.recipe.comparedMatrices ?? []) {
    const blocks: ReportBlock[] = [];
    const having = runs.filter(({ result }) => result.matrices[matrix] !== undefined);
    for (const { result, label: run } of having.slice(0, MOST)) {
      const values = result.matrices[matrix];
      if (values === undefined) continue;
      const chart = await heatMap(values, { title: run, rowTitle, columnTitle });
      blocks.push(await keep(`${matrix}-${run}`.replaceAll(/[^\w.-]+/g, '-'), chart));
    }
    if (blocks.length === 0) continue;
    const left = having.length - blocks.length;
    sections.push({
      title: `Each run: ${label}`,
      ...(left > 0 ? { text: `${left} more are in the reports of the runs.` } : {}),
      blocks,
    });
  }
  return sections;
}
