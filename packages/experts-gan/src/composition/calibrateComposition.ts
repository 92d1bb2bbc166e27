import type { Tensor4D } from '@tensorflow/tfjs';
import { checkNumber, checkOptions, pacer } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import { scoreThreshold } from './calibrateScores.ts';
import type { CalibrateScoresOptions } from './calibrateScores.ts';
import { everyOutput } from './everyOutput.ts';
import type { OutputSettings } from './everyOutput.ts';
import { redundantPairs } from './redundantPairs.ts';
import type { ExpertPair } from './sequenceRanking.ts';

/** Options of {@link calibrateComposition}. */
export interface CalibrateCompositionOptions extends CalibrateScoresOptions {
  /**
   * How near the outputs of two experts in a row must come to those of another expert, or to the images themselves, for the pair to be redundant: a
   * share of their distance to the outputs of either of the two alone, in [0, 1]. Default: 0.5.
   */
  readonly alike?: number;
}

/** What {@link calibrateComposition} learns of a model from canonical images: options of `inferComposition`. */
export interface CompositionCalibration {
  /** The score from which an image counts as restored. */
  readonly threshold: number;
  /** Pairs of experts that do together what one other does alone, or none. */
  readonly redundantPairs: readonly ExpertPair[];
  /** What each expert changes of canonical images: the mean squared difference of a pixel. */
  readonly usualChanges: readonly number[];
}

/**
 * Learns from canonical images what `inferComposition` should know of a model: which score is high enough, which pairs of experts need not be tried
 * because a shorter sequence does the same, such as a shift up and one down, and what each expert changes where there is nothing for it to undo.
 * Nobody has to say what the experts do.
 *
 * Pairs are judged by the first 64 images, which takes the square of the number of experts in passes of them.
 *
 * @param model - Experts, and the discriminator unless the options score otherwise; not changed.
 * @param canonical - `[n, height, width, c]` in [0, 1], at least one; not disposed.
 * @param options - How strict the threshold is, what scores, and what counts as alike.
 * @returns Options to spread into those of `inferComposition`.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit, or there are no images; ValuesError when a score is not
 *   finite; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { calibrateComposition, ExpertsModel, inferComposition, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1)); // yours
 * const canonical = tf.zeros<tf.Rank.R4>([5, 16, 16, 1]); // yours
 * const known = await calibrateComposition(model, canonical);
 * console.log(known.usualChanges.length); // 2
 * const changed = tf.ones<tf.Rank.R4>([1, 16, 16, 1]); // yours
 * const found = await inferComposition(model, changed, { ...known, depth: 2 });
 * console.log(found.compositions.length); // 1
 * tf.dispose([canonical, changed, found.images]);
 * model.dispose();
 * ```
 */
export async function calibrateComposition(
  model: ExpertsModel,
  canonical: Tensor4D,
  options: CalibrateCompositionOptions = {},
): Promise<CompositionCalibration> {
  const owner = 'calibrateComposition';
  const { alike = 0.5, signal } = checkOptions(owner, options);
  checkNumber(owner, 'alike', alike, { least: 0, most: 1 });
  const threshold = await scoreThreshold(owner, model, canonical, options);
  const pause = pacer();
  const turn = async () => {
    await pause();
    signal?.throwIfAborted();
  };
  const settings = { turn, rowwise: areRowwise(model.networks) };
  const [judged] = chunkRanges(canonical.shape[0], settings.rowwise);
  const few = canonical.slice([0], [judged?.size ?? 0]);
  try {
    return {
      threshold,
      redundantPairs: await redundantPairs(model, few, alike, settings),
      usualChanges: await usualChanges(model, canonical, settings),
    };
  } finally {
    few.dispose();
  }
}

/** What each expert changes of images, on average. */
async function usualChanges(
  model: ExpertsModel,
  images: Tensor4D,
  settings: OutputSettings,
): Promise<number[]> {
  const count = images.shape[0];
  const sums = new Array<number>(model.experts).fill(0);
  for (const { from, size } of chunkRanges(count, settings.rowwise)) {
    const group = images.slice([from], [size]);
    try {
      const { outputs, changes } = await everyOutput(model, group, settings);
      outputs.dispose();
      for (const [row, change] of changes.entries()) {
        const expert = Math.floor(row / size);
        sums[expert] = (sums[expert] ?? 0) + change;
      }
    } finally {
      group.dispose();
    }
  }
  return sums.map((sum) => sum / count);
}
