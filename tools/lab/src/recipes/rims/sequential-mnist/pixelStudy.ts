import { sequentialImages } from '@causal-mechanisms/datasets';
import type { SequenceBatch, SequentialImages } from '@causal-mechanisms/datasets';
import { moduleActivity, scoreSequences } from '@causal-mechanisms/rims';
import type { SequenceModel } from '@causal-mechanisms/rims';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { SharedDigits } from '../../data/digits.ts';
import { keepActivity } from '../keptActivity.ts';
import type { KeptActivity } from '../keptActivity.ts';
import { trainSequences } from '../sequenceStudy.ts';
import type { SequenceResult } from '../sequenceStudy.ts';
import { pixelSizes } from './settings.ts';
import type { SequentialMnistConfig } from './settings.ts';

/** What is measured on one model. */
export type PixelValue = {
  /** Accuracy by size. */
  readonly accuracy: Readonly<Record<string, number>>;
  /** Digits of the first test size; of models with modules. */
  readonly activity: readonly KeptActivity[];
};

/** A model with what was measured on it. */
export type PixelResult = SequenceResult<PixelValue>;

/** Digits that are read at a time: bounds the memory of long sequences. */
const CHUNK = 100;
/** Digits in the raster. */
const SHOWN = 3;

/**
 * Trains and measures the models.
 *
 * @param context - Of the recipe.
 * @param config - Which models, and how they are trained.
 * @param digits - To train on, to choose by, and to test on.
 * @returns The models in order, with what was measured.
 */
export async function trainPixels(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: SequentialMnistConfig,
  digits: SharedDigits,
): Promise<PixelResult[]> {
  const { size, evaluation } = config;
  const sizes = pixelSizes(config);
  const classes = 10;
  const shown = (dataset: SharedDigits['train'], side: number) =>
    sequentialImages(dataset, { size: side, classes });
  const validation = new Map(sizes.map((side) => [side, shown(digits.validation, side)]));
  const test = new Map(sizes.map((side) => [side, shown(digits.test, side)]));
  const byTestSize = evaluation.selection === 'testSize';
  // The choice by training size looks at that size alone; the other sizes are measured once, at the end.
  const watched = byTestSize ? sizes : [size];
  const accuracyAt =
    (side: number) =>
    (scalars: Scalars): number =>
      scalars[`accuracy/${side}`] ?? NaN;
  const otherSizes = watched.filter((side) => side !== size);
  return trainSequences<PixelValue>(context, config, {
    task: shown(digits.train, size),
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const side of watched) {
          const task = validation.get(side) as SequentialImages;
          const found = await scoreSequences(model, walk(task, evaluation.images));
          scalars[`accuracy/${side}`] = found.accuracy;
          scalars[`ce/${side}`] = found.crossEntropy;
        }
        return { scalars };
      },
    },
    score: accuracyAt(size),
    otherScores: Object.fromEntries(otherSizes.map((side) => [`size${side}`, accuracyAt(side)])),
    show: (scalars) => ({ [`${size}x${size}`]: share(scalars[`accuracy/${size}`] ?? 0) }),
    measure: async (chosen) => {
      const accuracy: Record<string, number> = {};
      let activity: readonly KeptActivity[] = [];
      for (const side of sizes) {
        const model = await chosen(byTestSize && side !== size ? `size${side}` : undefined);
        try {
          const task = test.get(side) as SequentialImages;
          accuracy[side] = (await scoreSequences(model, walk(task, task.length))).accuracy;
          if (side === sizes[1]) activity = await activityOn(model, task);
        } finally {
          model.dispose();
        }
      }
      return { accuracy, activity };
    },
  });
}

/** The first digits of a task, in their order. */
async function* walk(task: SequentialImages, wanted: number): AsyncGenerator<SequenceBatch> {
  const length = Math.min(wanted, task.length);
  for (let from = 0; from < length; from += CHUNK) {
    const size = Math.min(CHUNK, length - from);
    yield await task.batch(Int32Array.from({ length: size }, (_, i) => from + i));
  }
}

async function activityOn(model: SequenceModel, task: SequentialImages): Promise<KeptActivity[]> {
  const shown = await task.batch(Int32Array.from({ length: SHOWN }, (_, i) => i));
  return (await moduleActivity(model, shown)).map(keepActivity);
}
