import { evaluateExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsEvaluation, ExpertsModel } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { Measure } from '../../../run/measure.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { RecipeResult } from '../../../run/runResult.ts';
import { bestOutputs, everyOutput } from './gallery.ts';
import { expertsHeadline, expertsMeasures, scoresTable } from './measures.ts';
import type { PaperFigures } from './measures.ts';
import { openCompetition } from './openCompetition.ts';
import type { Competition } from './openCompetition.ts';
import { matrixOf } from './sections.ts';
import type { CompetitionConfig } from './settings.ts';
import { trainInCompetition } from './training.ts';
import { idleWinners } from './idleWinners.ts';

/** What a recipe adds to one competition. */
export interface RunCompetitionOptions {
  /** What the paper says of the figures. */
  readonly figures: PaperFigures;
  /**
   * More figures.
   *
   * @param history - The evaluations during training.
   * @param config - The configuration.
   * @returns They stand behind the others. Default: none.
   */
  readonly moreMeasures?: (
    history: readonly EvaluationEvent[],
    config: CompetitionConfig,
  ) => Measure[];
}

/**
 * One competition from beginning to end: trains, measures, keeps model, images and scores.
 *
 * @param context - Of the recipe.
 * @param config - Its configuration.
 * @param options - What the recipe adds.
 * @returns What was measured.
 */
export async function runCompetition(
  context: RecipeContext,
  config: CompetitionConfig,
  { figures, moreMeasures = () => [] }: RunCompetitionOptions,
): Promise<RecipeResult> {
  const competition = await openCompetition(context, config);
  const { probe, whole, used } = competition;
  let model: ExpertsModel | undefined;
  try {
    const bounds = await competition.references(probe);
    model = await trainInCompetition(context, config, competition);
    const final = await judgeExperts(context, model, competition);
    const references = await competition.references(whole);
    const warning = await idleWinners(model, probe, probe.images, context.signal);
    context.progress.stop();
    if (warning !== undefined) context.progress.note(`warning: ${warning}`);
    await model.save(modelFolder(context.folder.model));
    await context.keepImages({
      gallery: await bestOutputs(model, whole, new RandomStream(context.seed).split('gallery')),
      experts: await everyOutput(model, whole),
    });
    const history = await context.evaluations();
    await context.folder.writeText('scores.csv', scoresTable(history));
    const milestone = history.find(
      ({ step }) => step === config.evaluation.milestone && step < config.iterations,
    );
    return {
      headline: expertsHeadline(final, references),
      measures: [
        ...expertsMeasures({ final, references, history, bound: bounds?.original }, figures),
        ...moreMeasures(history, config),
      ],
      data: used,
      matrices: {
        winsBefore: matrixOf(history[0], 'wins'),
        ...(milestone === undefined ? {} : { winsMilestone: matrixOf(milestone, 'wins') }),
        wins: final.matrices.wins,
        scores: final.matrices.scores,
        outcomes: final.matrices.outcomes,
      },
      details: {
        probeImages: probe.images.size,
        testImages: whole.images.size,
        ...(warning === undefined ? {} : { warning }),
        ...(bounds === undefined
          ? {}
          : { probeOriginal: bounds.original, probeTransformed: bounds.transformed }),
      },
    };
  } finally {
    model?.dispose();
    competition.dispose();
  }
}

/**
 * @param context - Of the recipe.
 * @param model - The experts.
 * @param competition - With its test images.
 * @returns What they make of all test images.
 * @throws The reason of the signal when the run was asked to stop.
 */
export async function judgeExperts(
  { progress, signal }: Pick<RecipeContext, 'progress' | 'signal'>,
  model: ExpertsModel,
  { whole, classify }: Pick<Competition, 'classify' | 'whole'>,
): Promise<ExpertsEvaluation> {
  progress.phase('test digits', whole.images.size);
  return evaluateExperts(model, whole, {
    ...(classify === undefined ? {} : { classify }),
    signal,
    onImages: (done) => progress.update(done),
  });
}
