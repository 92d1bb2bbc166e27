import { trainAdaptiveExperts } from '@causal-mechanisms/experts-gan';
import type {
  AdaptiveExpertsEvent,
  ExpertsModel,
  StructureChange,
} from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import type { JsonObject, TrainingEvent } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { RunPart } from '../../../run/runPart.ts';
import type { Competition } from '../competition/openCompetition.ts';
import { judgeExperts } from '../competition/runCompetition.ts';
import { competitionConfig } from '../competition/settings.ts';
import {
  competitionData,
  lookAt,
  showFigures,
  trainInCompetition,
} from '../competition/training.ts';
import type { GrowingConfig, GrowingEntry } from './settings.ts';

/** What a part of the run keeps. */
export interface GrowingValue {
  /** Experts at the end. */
  readonly experts: number;
  /** Every change of their number. */
  readonly changes: readonly StructureChange[];
  readonly matched: number;
  readonly verdict: string;
  readonly minDiagonal: number;
  readonly accuracy: number | null;
  readonly meanSquaredError: number | null;
  /** Mechanisms by experts. */
  readonly wins: {
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly values: readonly (readonly number[])[];
  };
}

/**
 * Trains and measures one competition of the recipe, once.
 *
 * @param context - Of the recipe.
 * @param config - Its configuration.
 * @param competition - Images, mechanisms and classifier.
 * @param entry - Which competition.
 * @returns What its part of the run keeps.
 */
export async function trainGrowing(
  context: Pick<RecipeContext, 'part' | 'progress' | 'seed' | 'signal'>,
  config: GrowingConfig,
  competition: Competition,
  entry: GrowingEntry,
): Promise<GrowingValue> {
  const part = context.part(entry.name);
  const value = await part.finished(async () => {
    const { model, changes } = entry.isFixed
      ? {
          model: await trainInCompetition({ ...part, seed: context.seed }, config, competition),
          changes: [],
        }
      : await grow(part, config, competition, { start: entry.start, seed: context.seed });
    try {
      const { scalars, matrices } = await judgeExperts(context, model, competition);
      context.progress.stop();
      await model.save(modelFolder(part.folder.model));
      const { matched, verdict, minDiagonal } = assignmentVerdict(matrices.wins.values);
      const found: GrowingValue = {
        experts: model.experts,
        changes,
        matched,
        verdict,
        minDiagonal,
        accuracy: scalars.accuracy ?? null,
        meanSquaredError: scalars.meanSquaredError ?? null,
        wins: matrices.wins,
      };
      return found as unknown as JsonObject;
    } finally {
      model.dispose();
    }
  });
  return value as unknown as GrowingValue;
}

async function grow(
  part: RunPart,
  config: GrowingConfig,
  competition: Competition,
  { start, seed }: { readonly start: number; readonly seed: number },
): Promise<{ readonly model: ExpertsModel; readonly changes: readonly StructureChange[] }> {
  let changes: readonly StructureChange[] = [];
  const data = competitionData(competition);
  const model = await part.follow<ExpertsModel>({
    show: showFigures(competition),
    checkpointEvery: config.checkpointEvery,
    start: (hooks) =>
      withoutLooks(
        trainAdaptiveExperts(data, {
          config: { ...competitionConfig(config, seed), experts: start, adaptive: config.adaptive },
          ...hooks,
          evaluate: { every: config.evaluation.every, run: lookAt(competition) },
        }),
        (found) => {
          changes = found;
        },
      ),
  });
  return { model, changes };
}

/** The log of a run knows the events of every learner; the end of an adaptive one names all changes, also those of before a resume. */
async function* withoutLooks(
  run: AsyncGenerator<AdaptiveExpertsEvent, ExpertsModel>,
  onChanges: (changes: readonly StructureChange[]) => void,
): AsyncGenerator<TrainingEvent<ExpertsModel>, ExpertsModel> {
  for await (const event of run) {
    if (event.kind === 'look') continue;
    if (event.kind === 'end') onChanges(event.changes);
    yield event;
    if (event.kind === 'end') return event.model;
  }
  throw new Error('the training ended without an end event');
}
