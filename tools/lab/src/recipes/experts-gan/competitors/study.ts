import { evaluateExperts, ExpertsModel, trainExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsStart } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import type { EvaluationEvent, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { StudyHooks, StudyResult } from '../../../study/study.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import { lastOwnershipChange, perfectAtEnd } from '../competition/measures.ts';
import type { Competition } from '../competition/openCompetition.ts';
import { competitionConfig } from '../competition/settings.ts';
import { competitionData, lookAt, showFigures } from '../competition/training.ts';
import { mechanismFigures } from './mechanismFigures.ts';
import type { MechanismFigures } from './mechanismFigures.ts';
import type { CompetitorEntry } from './settings.ts';

/** A competition that may go on with experts of an earlier one. */
export interface StudiedEntry extends CompetitorEntry {
  /**
   * @returns The experts that it goes on with; they are disposed of when it has begun. Default: a random start.
   */
  readonly open?: () => Promise<ExpertsStart>;
}

/** What was measured on the experts of one competition. */
export type CompetitorFigures = {
  readonly verdict: string;
  readonly matched: number;
  readonly minDiagonal: number;
  readonly perfectAtEnd: number | null;
  readonly lastChange: number;
  /** Iterations until the competition ended. */
  readonly iterations: number;
  readonly accuracy: number | null;
  readonly meanSquaredError: number | null;
  readonly idle: readonly number[];
  readonly undone: number;
  readonly mechanisms: readonly MechanismFigures[];
  readonly wins: {
    readonly rows: string[];
    readonly columns: string[];
    readonly values: number[][];
  };
};

/** One competition with what was measured. */
export type CompetitorResult = StudyResult<StudiedEntry, CompetitorFigures>;

/**
 * Runs competitions on the same images, one after the other, each as a part of the run.
 *
 * @param context - Of the recipe.
 * @param entries - Which.
 * @param competition - Images, mechanisms and classifier.
 * @returns Their figures, on all test images.
 */
export async function studyCompetitors(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  entries: readonly StudiedEntry[],
  competition: Competition,
): Promise<CompetitorResult[]> {
  return trainStudy<ExpertsModel, StudiedEntry, CompetitorFigures>(context, {
    entries,
    start: (entry, hooks) => begin(entry, context.seed, competition, hooks),
    checkpointEvery: entries[0]?.config.checkpointEvery ?? 1,
    evaluate: ({ config }) => ({ every: config.evaluation.every, run: lookAt(competition) }),
    show: showFigures(competition),
    save: (model, folder) => model.save(modelFolder(folder)),
    load: (folder) => ExpertsModel.load(modelFolder(folder)),
    measure: async (chosen, { name }) => {
      const model = await chosen();
      try {
        return await figuresOf(model, competition, await context.part(name).evaluations());
      } finally {
        model.dispose();
      }
    },
    cost: ({ config: { experts, filters } }) => ({ experts, filters }),
  });
}

async function* begin(
  { config, open }: StudiedEntry,
  seed: number,
  competition: Competition,
  hooks: StudyHooks<ExpertsModel>,
) {
  const start = await open?.();
  try {
    return yield* trainExperts(competitionData(competition), {
      config: {
        ...competitionConfig(config, seed),
        // The bank knows of which kind each of its experts is, those that were added among them.
        ...(start === undefined ? {} : { kinds: start.model.config.kinds }),
      },
      ...(start === undefined ? {} : { start }),
      ...hooks,
    });
  } finally {
    start?.model.dispose();
  }
}

/**
 * @param model - Experts.
 * @param competition - With its test images.
 * @param history - The evaluations during training, at least one.
 * @returns What they make of all test images.
 */
export async function figuresOf(
  model: ExpertsModel,
  competition: Pick<Competition, 'classify' | 'whole'>,
  history: readonly EvaluationEvent[],
): Promise<CompetitorFigures> {
  const { whole, classify } = competition;
  const { scalars, matrices } = await evaluateExperts(
    model,
    whole,
    classify === undefined ? {} : { classify },
  );
  const { verdict, matched, minDiagonal, idleExperts } = assignmentVerdict(matrices.wins.values);
  const mechanisms = await mechanismFigures(model, competition);
  return {
    verdict,
    matched,
    minDiagonal,
    perfectAtEnd: perfectAtEnd(history),
    lastChange: lastOwnershipChange(history),
    iterations: history.at(-1)?.step ?? 0,
    accuracy: scalars.accuracy ?? null,
    meanSquaredError: scalars.meanSquaredError ?? null,
    idle: idleExperts,
    undone: mechanisms.filter(({ undone }) => undone).length,
    mechanisms,
    wins: plain(matrices.wins),
  };
}

function plain({ rows, columns, values }: LabelledMatrix): CompetitorFigures['wins'] {
  return { rows: [...rows], columns: [...columns], values: values.map((row) => [...row]) };
}
