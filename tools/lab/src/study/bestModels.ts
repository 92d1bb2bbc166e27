import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import type { RunPart } from '../run/runPart.ts';
import type { Score } from './study.ts';

/** The part of a run that a model is trained in. */
type ModelPart = Pick<RunPart, 'name' | 'folder' | 'evaluations'>;

/** One choice of a model from a training run. */
export interface Choice {
  /** Such as the name of a selection; for messages. */
  readonly name: string;
  readonly score: Score;
  /** Where the chosen model is kept. */
  readonly folder: string;
}

/**
 * Keeps the best models of a training run on disk.
 *
 * @param choices - By what, and where.
 * @param part - Whose log says what was best before, when training goes on.
 * @param save - Saves a model in a folder.
 * @returns To be called at every evaluation with the model and its figures.
 */
export function keepBest<Model>(
  choices: readonly Choice[],
  part: ModelPart,
  save: (model: Model, folder: string) => Promise<void>,
): (model: Model, scalars: Scalars) => Promise<void> {
  let best: Map<Choice, number> | undefined;
  return async (model, scalars) => {
    // Asked for late: by then the log has lost what came after the checkpoint that training goes on from.
    best ??= await bestScores(choices, part);
    for (const choice of choices) {
      const value = choice.score(scalars);
      if (!(value > (best.get(choice) ?? -Infinity))) continue;
      best.set(choice, value);
      await save(model, choice.folder);
    }
  };
}

/**
 * @param choice - By what.
 * @param part - With its evaluations.
 * @returns The first step that no other one beats.
 * @throws CausalMechanismsError `ERR_NO_CHOICE` when no evaluation has such a figure.
 */
export async function bestStep({ name, score }: Choice, part: ModelPart): Promise<number> {
  const { step } = await best(score, part);
  if (step !== undefined) return step;
  throw new CausalMechanismsError(
    'ERR_NO_CHOICE',
    `study: no evaluation of ${part.name} has a figure to choose the model ${name} by`,
    { data: { part: part.name, choice: name } },
  );
}

async function bestScores(
  choices: readonly Choice[],
  part: ModelPart,
): Promise<Map<Choice, number>> {
  const scores = new Map<Choice, number>();
  for (const choice of choices) scores.set(choice, (await best(choice.score, part)).score);
  return scores;
}

async function best(
  score: Score,
  part: ModelPart,
): Promise<{ readonly step?: number; readonly score: number }> {
  let found: { readonly step?: number; readonly score: number } = { score: -Infinity };
  for (const { step, scalars } of await part.evaluations()) {
    const value = score(scalars);
    if (value > found.score) found = { step, score: value };
  }
  return found;
}
