import type { SequenceTask } from '@causal-mechanisms/datasets';
import { SequenceModel, trainSequenceModel } from '@causal-mechanisms/rims';
import type { Evaluation, JsonObject, Scalars } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../run/recipe.ts';
import type { RunPart } from '../run/runPart.ts';
import { studyModels } from './studySettings.ts';
import type { StudyModel, StudySettings } from './studySettings.ts';

/** How several models are trained and judged alike. */
export interface Study<Value extends JsonObject> {
  /** What they learn. */
  readonly task: SequenceTask;
  /** Tokens and classes, where the paper has more than the task needs. Default: as many as the task has. */
  readonly sizes?: { readonly vocabulary: number; readonly outputs: number };
  /** What is measured during training. */
  readonly evaluate: {
    /** Updates from one evaluation to the next. */
    readonly every: number;
    readonly run: (model: SequenceModel, update: number) => Promise<Evaluation>;
  };
  /**
   * By which figure of the evaluations a model is chosen among those of a training run: the larger the better, the earlier one when equal.
   * Several selections may be wanted at once; each keeps a model.
   */
  readonly selections: Readonly<Record<string, (scalars: Scalars) => number>>;
  /** Short figures for the progress bar. */
  readonly show: (scalars: Scalars) => Readonly<Record<string, string>>;
  /**
   * Measures a trained model: once, at the end of its part.
   *
   * @param chosen - Loads the model of a selection; the callback disposes of it.
   * @param model - Its settings.
   */
  readonly measure: (
    chosen: (selection: string) => Promise<SequenceModel>,
    model: StudyModel,
  ) => Promise<Value>;
}

/** What a study found out about one model. */
export type StudyOutcome<Value extends JsonObject> = Value & {
  readonly parameters: number;
  readonly coreParameters: number;
  readonly updates: number;
  /** The update whose model each selection chose. */
  readonly chosenAt: Readonly<Record<string, number>>;
};

/**
 * Trains the models of a study one after the other, each as a part of the run that is resumed by itself.
 *
 * @param context - Of the recipe.
 * @param settings - Which models, and how they are trained.
 * @param study - The task and the measures.
 * @returns The models in order, with what was measured.
 */
export async function trainStudy<Value extends JsonObject>(
  context: RecipeContext,
  settings: StudySettings,
  study: Study<Value>,
): Promise<{ model: StudyModel; outcome: StudyOutcome<Value> }[]> {
  const found = [];
  for (const model of studyModels(settings)) {
    const part = context.part(model.name);
    const outcome = await part.finished<StudyOutcome<Value>>(async () => {
      const { parameters, coreParameters } = await train(context, settings, study, model, part);
      const chosenAt: Record<string, number> = {};
      for (const [name, score] of Object.entries(study.selections)) {
        chosenAt[name] = (await bestOf(part, score)).step;
      }
      const chosen = (selection: string) =>
        SequenceModel.load(modelFolder(bestFolder(part, selection)));
      const value = await study.measure(chosen, model);
      return { ...value, parameters, coreParameters, updates: model.updates, chosenAt };
    });
    found.push({ model, outcome });
  }
  return found;
}

async function train<Value extends JsonObject>(
  context: RecipeContext,
  settings: StudySettings,
  study: Study<Value>,
  model: StudyModel,
  part: RunPart,
): Promise<{ parameters: number; coreParameters: number }> {
  const keeper = bestKeeper(study, part);
  const trained = await part.follow<SequenceModel>({
    show: ({ kind, scalars }) =>
      kind === 'step' ? { loss: (scalars['loss'] ?? NaN).toFixed(3) } : study.show(scalars),
    start: ({ signal, store, resume }) =>
      trainSequenceModel(study.task, {
        config: {
          core: model.core,
          embeddingWidth: model.embeddingWidth,
          ...study.sizes,
          dropout: settings.dropout,
          updates: model.updates,
          batchSize: settings.batchSize,
          learningRate: model.learningRate,
          ...(settings.finalLearningRate === undefined
            ? {}
            : { finalLearningRate: settings.finalLearningRate }),
          clipNorm: settings.clipNorm,
          carryState: settings.carryState,
          seed: context.seed,
        },
        signal,
        checkpoints: { store, every: settings.checkpointEvery },
        ...(resume === undefined ? {} : { resume }),
        evaluate: {
          every: study.evaluate.every,
          run: async (current, update) => {
            const found = await study.evaluate.run(current, update);
            await keeper(current, found.scalars);
            return found;
          },
        },
      }),
  });
  const { all, core } = trained.parameterCounts;
  trained.dispose();
  return { parameters: all, coreParameters: core };
}

/** Keeps the best model of each selection in the folder of the part. */
function bestKeeper<Value extends JsonObject>(
  { selections }: Study<Value>,
  part: RunPart,
): (model: SequenceModel, scalars: Scalars) => Promise<void> {
  let best: Record<string, number> | undefined;
  return async (model, scalars) => {
    // Asked for late: by then the log has lost what came after the checkpoint that training goes on from.
    best ??= await bestScores(selections, part);
    for (const [name, score] of Object.entries(selections)) {
      const value = score(scalars);
      if (!(value > (best[name] ?? -Infinity))) continue;
      best[name] = value;
      await model.save(modelFolder(bestFolder(part, name)));
    }
  };
}

async function bestScores(
  selections: Study<JsonObject>['selections'],
  part: RunPart,
): Promise<Record<string, number>> {
  const scores: Record<string, number> = {};
  for (const [name, score] of Object.entries(selections)) {
    scores[name] = (await bestOf(part, score)).score;
  }
  return scores;
}

/** The first of the evaluations so far that no other one beats. */
async function bestOf(
  part: RunPart,
  score: (scalars: Scalars) => number,
): Promise<{ readonly step: number; readonly score: number }> {
  let best = { step: 0, score: -Infinity };
  for (const { step, scalars } of await part.evaluations()) {
    const value = score(scalars);
    if (value > best.score) best = { step, score: value };
  }
  return best;
}

function bestFolder(part: RunPart, selection: string): string {
  return part.folder.file(`best-${selection}`);
}
