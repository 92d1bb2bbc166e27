import { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { RecipeResult } from '../../../run/runResult.ts';
import { everyOutput } from '../competition/gallery.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import type { Competition, MixtureProbe } from '../competition/openCompetition.ts';
import { competitorMeasures, mechanismMeasures, referenceMeasures } from './measures.ts';
import type { CompetitorColumn, CompetitorPaper } from './measures.ts';
import { competitorEntries } from './settings.ts';
import type { CompetitorsConfig } from './settings.ts';
import { studyCompetitors } from './study.ts';
import type { CompetitorResult } from './study.ts';

/** What a recipe of several competitions shows. */
export interface RunCompetitorsOptions {
  /** The columns of the table of competitions. */
  readonly columns: readonly CompetitorColumn[];
  /** What the paper says. */
  readonly paper: CompetitorPaper;
  /**
   * @param results - Of the study.
   * @returns One sentence that says what came out.
   */
  readonly headline: (results: readonly CompetitorResult[]) => string;
}

/**
 * Several competitions on the same images, from beginning to end.
 *
 * @param context - Of the recipe.
 * @param config - Its configuration.
 * @param options - What is shown.
 * @returns What was measured.
 */
export async function runCompetitors(
  context: RecipeContext,
  config: CompetitorsConfig,
  { columns, paper, headline }: RunCompetitorsOptions,
): Promise<RecipeResult> {
  const competition = await openCompetition(context, config);
  try {
    const results = await studyCompetitors(context, competitorEntries(config), competition);
    const references = await competition.references(competition.whole);
    await keepOutputs(context, results, competition.whole);
    return {
      headline: headline(results),
      measures: [
        ...competitorMeasures(results, columns, paper),
        ...mechanismMeasures(results),
        ...referenceMeasures(references),
      ],
      data: competition.used,
      matrices: winMatrices(results),
      details: competitionDetails(competition),
    };
  } finally {
    competition.dispose();
  }
}

/**
 * Keeps one image of each mechanism through every expert, for each competition.
 *
 * @param context - Of the recipe.
 * @param results - Of the study.
 * @param probe - Test images.
 */
export async function keepOutputs(
  context: Pick<RecipeContext, 'keepImages' | 'part'>,
  results: readonly CompetitorResult[],
  probe: MixtureProbe,
): Promise<void> {
  const tables: Record<string, ImageTable> = {};
  for (const { entry } of results) {
    const model = await ExpertsModel.load(modelFolder(context.part(entry.name).folder.model));
    try {
      tables[entry.name] = await everyOutput(model, probe);
    } finally {
      model.dispose();
    }
  }
  await context.keepImages(tables);
}

/**
 * @param results - Of a study.
 * @returns The win matrix of each competition, as `wins/NAME`.
 */
export function winMatrices(results: readonly CompetitorResult[]): RecipeResult['matrices'] {
  return Object.fromEntries(
    results.map(({ entry, outcome }) => [`wins/${entry.name}`, outcome.measured.wins]),
  );
}

/**
 * @param competition - Of a run.
 * @returns How many images its figures rest on.
 */
export function competitionDetails({ probe, whole }: Competition): Record<string, number> {
  return { probeImages: probe.images.size, testImages: whole.images.size };
}
