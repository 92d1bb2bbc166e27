import { addingTask, fixedBatches } from '@causal-mechanisms/datasets';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '@causal-mechanisms/rims';
import type { RecipeContext } from '../../../run/recipe.ts';
import { trainSequences } from '../sequenceStudy.ts';
import type { SequenceResult } from '../sequenceStudy.ts';
import { addingLengths } from './settings.ts';
import type { AddingConfig } from './settings.ts';

/** What is measured on one model. */
export type AddingValue = {
  /** Mean squared error of the sum, by length. */
  readonly errors: Readonly<Record<string, number>>;
};

/** A model with what was measured on it. */
export type AddingResult = SequenceResult<AddingValue>;

/** Adding is a rule: nothing stands in the place of real data. */
export const ADDING_DATA = {
  kind: 'generated',
  description: 'adding sequences, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Sequences that are scored at a time: bounds the memory of long ones. */
const CHUNK = 100;
/** Test sequences are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 101;
const TEST_SEED = 102;

/**
 * Trains and measures the models.
 *
 * @param context - Of the recipe.
 * @param config - Which models, and how they are trained.
 * @returns The models in order, with what was measured.
 */
export async function runAdding(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: AddingConfig,
): Promise<AddingResult[]> {
  const { length, evaluation } = config;
  const lengths = addingLengths(config);
  const longest = Math.max(...lengths);
  const probes = new Map<number, SequenceBatch[]>();
  for (const at of lengths) probes.set(at, await batches(at, evaluation.sequences, PROBE_SEED));
  return trainSequences<AddingValue>(context, config, {
    task: addingTask({ length }),
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const [at, probe] of probes) scalars[`mse/${at}`] = await squaredError(model, probe);
        return { scalars };
      },
    },
    // By the length of training alone: longer sequences take no part in the choice.
    score: (scalars) => -(scalars[`mse/${length}`] ?? NaN),
    show: (scalars) => ({
      [`MSE@${length}`]: (scalars[`mse/${length}`] ?? NaN).toFixed(4),
      [`MSE@${longest}`]: (scalars[`mse/${longest}`] ?? NaN).toFixed(4),
    }),
    measure: async (chosen) => {
      const model = await chosen();
      try {
        const errors: Record<string, number> = {};
        for (const at of lengths) {
          const test = await batches(at, evaluation.testSequences, TEST_SEED);
          errors[at] = await squaredError(model, test);
        }
        return { errors };
      } finally {
        model.dispose();
      }
    },
  });
}

function batches(length: number, sequences: number, seed: number): Promise<SequenceBatch[]> {
  return fixedBatches(addingTask({ length }), {
    count: Math.ceil(sequences / CHUNK),
    size: Math.min(sequences, CHUNK),
    seed,
  });
}

/**
 * @param model - Answers with one number per sequence.
 * @param batches - What is asked.
 * @returns The mean squared error.
 */
export async function squaredError(
  model: Pick<SequenceModel, 'predict'>,
  batches: readonly SequenceBatch[],
): Promise<number> {
  let [sum, count] = [0, 0];
  for (const batch of batches) {
    if (batch.targets.kind !== 'values') throw new TypeError('expected sums as targets');
    const { answers } = await model.predict(batch);
    for (const [i, target] of batch.targets.values.entries()) {
      sum += ((answers[i] ?? NaN) - target) ** 2;
      count++;
    }
  }
  return sum / count;
}
