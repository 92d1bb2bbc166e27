import { copyingTask, fixedBatches } from '@causal-mechanisms/datasets';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { moduleActivity, scoreSequences } from '@causal-mechanisms/rims';
import type { SequenceModel, SequenceScores } from '@causal-mechanisms/rims';
import type { RecipeContext } from '../../../run/recipe.ts';
import { keepActivity } from '../keptActivity.ts';
import type { KeptActivity } from '../keptActivity.ts';
import { trainSequences } from '../sequenceStudy.ts';
import type { SequenceResult } from '../sequenceStudy.ts';
import { copyingGaps, shownGaps } from './settings.ts';
import type { CopyingConfig } from './settings.ts';

/** What a copying study measures on one model. */
export type CopyingValue = {
  /** By gap. */
  readonly scores: Readonly<Record<string, SequenceScores>>;
  /** One sequence at the gap of training and one at the longest of up to four times that; of models with modules. */
  readonly activity: readonly KeptActivity[];
};

/** A model with what was measured on it. */
export type CopyingResult = SequenceResult<CopyingValue>;

/** Copying is a rule: nothing stands in the place of real data. */
export const COPYING_DATA = {
  kind: 'generated',
  description: 'copying sequences, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Sequences that are scored at a time: bounds the memory of long gaps. */
const CHUNK = 128;
/** Test sequences are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 101;
const TEST_SEED = 102;

/**
 * Trains and measures the models of a copying study.
 *
 * @param context - Of the recipe.
 * @param config - Task, models, and how they are trained.
 * @returns The models in order, with what was measured.
 */
export async function runCopying(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: CopyingConfig,
): Promise<CopyingResult[]> {
  const { symbols, gap, classes, evaluation } = config;
  const gaps = copyingGaps(config);
  const longest = Math.max(...gaps);
  const batches = (at: number, sequences: number, seed: number): Promise<SequenceBatch[]> =>
    fixedBatches(copyingTask({ gap: at, symbols }), {
      count: Math.ceil(sequences / CHUNK),
      size: Math.min(sequences, CHUNK),
      seed,
    });
  const probes = new Map<number, SequenceBatch[]>();
  for (const at of gaps) probes.set(at, await batches(at, evaluation.sequences, PROBE_SEED));
  return trainSequences<CopyingValue>(context, config, {
    task: copyingTask({ gap, symbols }),
    sizes: { vocabulary: classes, outputs: classes },
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const [at, probe] of probes) {
          const found = await scoreSequences(model, probe);
          scalars[`ce/${at}`] = found.crossEntropy;
          scalars[`accuracy/${at}`] = found.accuracy;
          scalars[`ceAll/${at}`] = found.crossEntropyAll;
        }
        return { scalars };
      },
    },
    // By the gap of training alone: the long gaps take no part in the choice.
    score: (scalars) => -(scalars[`ce/${gap}`] ?? NaN),
    show: (scalars) => ({
      [`CE@${gap}`]: (scalars[`ce/${gap}`] ?? NaN).toFixed(3),
      [`CE@${longest}`]: (scalars[`ce/${longest}`] ?? NaN).toFixed(3),
    }),
    measure: async (chosen) => {
      const model = await chosen();
      try {
        const scores: Record<string, SequenceScores> = {};
        for (const at of gaps) {
          const test = await batches(at, evaluation.testSequences, TEST_SEED);
          scores[at] = await scoreSequences(model, test);
        }
        return { scores, activity: await activity(model, config) };
      } finally {
        model.dispose();
      }
    },
  });
}

async function activity(model: SequenceModel, config: CopyingConfig): Promise<KeptActivity[]> {
  const kept: KeptActivity[] = [];
  for (const at of shownGaps(config)) {
    const task = copyingTask({ gap: at, symbols: config.symbols });
    const [batch] = await fixedBatches(task, { count: 1, size: 1, seed: TEST_SEED });
    if (batch !== undefined) kept.push(...(await moduleActivity(model, batch)).map(keepActivity));
  }
  return kept;
}
