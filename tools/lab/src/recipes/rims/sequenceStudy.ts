import type { SequenceTask } from '@causal-mechanisms/datasets';
import { SequenceModel, trainSequenceModel } from '@causal-mechanisms/rims';
import type { JsonObject, Scalars } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../run/recipe.ts';
import type { Measure } from '../../run/measure.ts';
import { costMeasures } from '../../study/costMeasures.ts';
import { rivals } from '../../study/rivals.ts';
import type { Study, StudyEvaluation, StudyResult } from '../../study/study.ts';
import { trainStudy } from '../../study/trainStudy.ts';
import { sequenceEntries, trainingConfigOf } from './sequenceSettings.ts';
import type { SequenceEntry, SequenceSettings } from './sequenceSettings.ts';

/** How several sequence models are trained and judged alike. */
export interface SequenceStudy<Value extends JsonObject> extends Pick<
  Study<SequenceModel, SequenceEntry, Value>,
  'score' | 'otherScores' | 'measure'
> {
  /** What they learn. */
  readonly task: SequenceTask;
  /** Tokens and classes, where the paper has more than the task needs. Default: as many as the task has. */
  readonly sizes?: { readonly vocabulary: number; readonly outputs: number };
  /** What is measured during training. */
  readonly evaluate: StudyEvaluation<SequenceModel>;
  /** Short figures of an evaluation for the progress bar. */
  readonly show: (scalars: Scalars) => Readonly<Record<string, string>>;
}

/** A sequence model with what was measured on it. */
export type SequenceResult<Value extends JsonObject> = StudyResult<SequenceEntry, Value>;

/**
 * Trains the sequence models of a study one after the other.
 *
 * @param context - Of the recipe.
 * @param settings - Which models, and how they are trained.
 * @param study - The task and the measures.
 * @returns The models in order, with what was measured.
 */
export async function trainSequences<Value extends JsonObject>(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  settings: SequenceSettings,
  { task, sizes, evaluate, show, ...judged }: SequenceStudy<Value>,
): Promise<SequenceResult<Value>[]> {
  return trainStudy<SequenceModel, SequenceEntry, Value>(context, {
    ...judged,
    entries: sequenceEntries(settings),
    start: (entry, hooks) =>
      trainSequenceModel(task, {
        config: { ...trainingConfigOf(settings, entry, context.seed), ...sizes },
        ...hooks,
      }),
    checkpointEvery: settings.checkpointEvery,
    evaluate: () => evaluate,
    show: ({ kind, scalars }) =>
      kind === 'step' ? { loss: (scalars['loss'] ?? NaN).toFixed(3) } : show(scalars),
    save: (model, folder) => model.save(modelFolder(folder)),
    load: (folder) => SequenceModel.load(modelFolder(folder)),
    cost: ({ parameterCounts }) => ({
      parameters: parameterCounts.core,
      allParameters: parameterCounts.all,
    }),
  });
}

/**
 * @param result - Of a study.
 * @returns The size of its core, and the update of the reported model.
 */
export function sequenceCosts(result: SequenceResult<JsonObject>): Measure[] {
  return costMeasures(result, { parameters: 'parameters of the core' }, 'update');
}

/**
 * Whom a reader compares first: the best of the models with modules and the best LSTM.
 *
 * @param results - Of a study, at least one.
 * @param score - By which figure; the larger the better.
 * @returns Both; where a study has neither, the best of all its models.
 */
export function sequenceRivals<Result extends { readonly entry: SequenceEntry }>(
  results: readonly Result[],
  score: (result: Result) => number,
) {
  const kinds = (['rims', 'lstm'] as const).map(
    (kind) =>
      ({ core }: SequenceEntry) =>
        core.kind === kind,
  );
  return rivals(results, kinds, score);
}
