import { fixedBatches, recallTask } from '@causal-mechanisms/datasets';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { scoreSequences } from '@causal-mechanisms/rims';
import type { SequenceScores } from '@causal-mechanisms/rims';
import type { RecipeContext } from '../../../run/recipe.ts';
import { trainSequences } from '../sequenceStudy.ts';
import type { SequenceResult } from '../sequenceStudy.ts';
import { DISTRACTIONS } from './settings.ts';
import type { Distraction, RecallConfig } from './settings.ts';

/** What a recall study measures on one model: scores by what stands between cue and question. */
export type RecallValue = Readonly<Record<Distraction, SequenceScores>>;

/** A model with what was measured on it. */
export type RecallResult = SequenceResult<RecallValue>;

/** Recall is a rule: nothing stands in the place of real data. */
export const RECALL_DATA = {
  kind: 'generated',
  description: 'cues and distractors, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Sequences that are scored at a time. */
const CHUNK = 128;
/** Test sequences are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 201;
const TEST_SEED = 202;

/**
 * Trains the models with known distractors, and tests them without, with known and with new ones.
 *
 * @param context - Of the recipe.
 * @param config - Task, models, and how they are trained.
 * @returns The models in order, with what was measured.
 */
export async function runRecall(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: RecallConfig,
): Promise<RecallResult[]> {
  const { symbols, gap, alphabet, distractors, share, evaluation } = config;
  const taskOf = (from: Distraction) =>
    recallTask({ symbols, gap, alphabet, distractors, share, from });
  const batches = (from: Distraction, sequences: number, seed: number): Promise<SequenceBatch[]> =>
    fixedBatches(taskOf(from), {
      count: Math.ceil(sequences / CHUNK),
      size: Math.min(sequences, CHUNK),
      seed,
    });
  const probes = new Map<Distraction, SequenceBatch[]>();
  for (const from of DISTRACTIONS) {
    probes.set(from, await batches(from, evaluation.sequences, PROBE_SEED));
  }
  return trainSequences<RecallValue>(context, config, {
    task: taskOf('known'),
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const [from, probe] of probes) {
          const found = await scoreSequences(model, probe);
          scalars[`ce/${from}`] = found.crossEntropy;
          scalars[`accuracy/${from}`] = found.accuracy;
        }
        return { scalars };
      },
    },
    // By what training shows alone: new distractors take no part in the choice.
    score: (scalars) => -(scalars['ce/known'] ?? NaN),
    show: (scalars) => ({
      known: (scalars['accuracy/known'] ?? NaN).toFixed(2),
      new: (scalars['accuracy/new'] ?? NaN).toFixed(2),
    }),
    measure: async (chosen) => {
      const model = await chosen();
      const test = async (from: Distraction) =>
        scoreSequences(model, await batches(from, evaluation.testSequences, TEST_SEED));
      try {
        return { none: await test('none'), known: await test('known'), new: await test('new') };
      } finally {
        model.dispose();
      }
    },
  });
}
