import { join } from 'node:path';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext } from '../run/recipe.ts';
import type { PartMaterial, RunPart } from '../run/runPart.ts';
import type { Disposable } from '../run/training/followTraining.ts';
import { bestStep, keepBest } from './bestModels.ts';
import type { Choice } from './bestModels.ts';
import type { Study, StudyEntry, StudyHooks, StudyOutcome, StudyResult } from './study.ts';

/**
 * Trains the models of a study one after the other, each as a part of the run that is resumed by itself.
 *
 * @param context - Of the recipe.
 * @param study - The models, and how they are trained, chosen and measured.
 * @returns The models in order, with what was measured.
 * @throws CausalMechanismsError `ERR_NO_CHOICE` when no evaluation of a model has the figure that it is chosen by.
 */
export async function trainStudy<
  Model extends Disposable,
  Entry extends StudyEntry,
  Value extends JsonObject,
>(
  context: Pick<RecipeContext, 'part'>,
  study: Study<Model, Entry, Value>,
): Promise<StudyResult<Entry, Value>[]> {
  const results = [];
  for (const entry of study.entries) {
    const part = context.part(entry.name);
    const outcome = await part.finished(() => trainEntry(study, entry, part));
    results.push({ entry, outcome });
  }
  return results;
}

/**
 * @param part - Of a study's run.
 * @returns What the study found out about its model; `undefined` while it is not finished.
 */
export async function readOutcome<Value extends JsonObject>(
  part: Pick<PartMaterial, 'kept'>,
): Promise<StudyOutcome<Value> | undefined> {
  return (await part.kept<StudyOutcome<Value>>())?.value;
}

async function trainEntry<
  Model extends Disposable,
  Entry extends StudyEntry,
  Value extends JsonObject,
>(study: Study<Model, Entry, Value>, entry: Entry, part: RunPart): Promise<StudyOutcome<Value>> {
  const reported = choiceOf(study, part);
  const others = otherChoices(study, part);
  const trained = await follow(study, entry, part, [
    ...(reported === undefined ? [] : [reported]),
    ...others,
  ]);
  const cost = study.cost?.(trained, entry) ?? {};
  try {
    if (reported === undefined) await study.save(trained, part.folder.model);
  } finally {
    trained.dispose();
  }
  const chosenAt = reported === undefined ? null : await bestStep(reported, part);
  const othersAt: Record<string, number> = {};
  for (const choice of others) othersAt[choice.name] = await bestStep(choice, part);
  const chosen = (other?: string): Promise<Model> =>
    study.load(other === undefined ? part.folder.model : otherFolder(part, other), entry);
  return { measured: await study.measure(chosen, entry), cost, chosenAt, othersAt };
}

async function follow<Model extends Disposable, Entry extends StudyEntry, Value extends JsonObject>(
  study: Study<Model, Entry, Value>,
  entry: Entry,
  part: RunPart,
  choices: readonly Choice[],
): Promise<Model> {
  const { start, checkpointEvery, show } = study;
  const evaluate = study.evaluate?.(entry);
  const keep = keepBest<Model>(choices, part, study.save);
  const evaluation: Pick<StudyHooks<Model>, 'evaluate'> = evaluate === undefined
    ? {}
    : {
        evaluate: {
          every: evaluate.every,
          run: async (model, step) => {
            const found = await evaluate.run(model, step);
            await keep(model, found.scalars);
            return found;
          },
        },
      };
  return part.follow<Model>({
    checkpointEvery,
    show,
    start: (hooks) => start(entry, { ...hooks, ...evaluation }),
  });
}

function choiceOf(
  { score }: Pick<Study<never, never, never>, 'score'>,
  part: RunPart,
): Choice | undefined {
  return score === undefined ? undefined : { name: 'model', score, folder: part.folder.model };
}

function otherChoices(
  { otherScores = {} }: Pick<Study<never, never, never>, 'otherScores'>,
  part: RunPart,
): Choice[] {
  return Object.entries(otherScores).map(([name, score]) => ({
    name,
    score,
    folder: otherFolder(part, name),
  }));
}

function otherFolder(part: RunPart, name: string): string {
  return join(part.folder.file('models'), name);
}
