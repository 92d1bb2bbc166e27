import { subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { folderCheckpoints } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../run/recipe.ts';
import { loadDigitClassifier, trainDigitClassifier } from './digitClassifier.ts';
import type { DigitClassifier } from './digitClassifier.ts';
import { classCount } from './digits.ts';

/** How the classifier of a run is trained. */
export interface RunClassifierSettings {
  /** Images to learn from, at most. */
  readonly images: number;
  /** Adam's step size in each epoch. */
  readonly learningRates: readonly number[];
}

/**
 * The classifier that judges a run: trained once and kept in the run folder, so that a resumed run has the same one.
 *
 * @param context - Folder, progress, request to stop.
 * @param digits - To learn from, with labels.
 * @param settings - How much to learn.
 * @param stream - Draws initial weights and the order of the images.
 * @returns The classifier; the caller disposes of it.
 * @throws InterruptedError when the run was asked to stop.
 */
export async function runClassifier(
  { folder, progress, signal }: Pick<RecipeContext, 'folder' | 'progress' | 'signal'>,
  digits: ImageDataset,
  { images, learningRates }: RunClassifierSettings,
  stream: RandomStream,
): Promise<DigitClassifier> {
  const store = folderCheckpoints(folder.file('classifier'), { keep: 1 });
  const kept = await loadDigitClassifier(store, digits.shape, classCount(digits));
  if (kept !== undefined) return kept;
  const size = Math.min(images, digits.size);
  let total = 0;
  const classifier = await trainDigitClassifier(subset(digits, { to: size }), {
    learningRates,
    stream,
    signal,
    onStep: (done, steps) => {
      if (total === 0) progress.phase('classifier', steps);
      total = steps;
      progress.update(done);
    },
  });
  progress.stop();
  await classifier.save(store);
  return classifier;
}
