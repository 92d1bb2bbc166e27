import type { Tensor4D } from '@tensorflow/tfjs';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { checkProbe } from './checkProbe.ts';

/** What each expert of a bank is used for. */
export interface ExpertUsage {
  /** The share of the images that each expert wins; they add up to 1. */
  readonly shares: readonly number[];
  /**
   * How far the score of the images that an expert wins lies above that of the images as they came, as a mean difference of logits.
   * An expert whose gain is not above 0 undoes nothing. `NaN` for experts that win none.
   */
  readonly gains: readonly number[];
}

/**
 * Measures who wins how many images, and whether winning raises their score.
 *
 * @param model - The experts; not changed.
 * @param images - `[n, height, width, c]` in [0, 1], at least one; not disposed.
 * @returns A share and a gain for each expert; no tensors.
 * @throws ArgumentError, ShapeError, DisposedError when the images do not fit or there are none; ValuesError when scores are not
 *   finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expertUsage, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.zeros<tf.Rank.R4>([3, 16, 16, 1]);
 * console.log((await expertUsage(model, images)).shares); // [ 1 ]
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function expertUsage(model: ExpertsModel, images: Tensor4D): Promise<ExpertUsage> {
  checkProbe('expertUsage', model, images);
  const { images: outputs, winners, scores } = await model.invert(images);
  outputs.dispose();
  const judged = model.discriminate(images);
  try {
    const before = await judged.data<'float32'>();
    const { experts } = model;
    const wins = new Array<number>(experts).fill(0);
    const raised = new Array<number>(experts).fill(0);
    winners.forEach((winner, image) => {
      const after = scores[image * experts + winner] ?? NaN;
      wins[winner] = (wins[winner] ?? 0) + 1;
      raised[winner] = (raised[winner] ?? 0) + after - (before[image] ?? NaN);
    });
    return {
      shares: wins.map((count) => count / winners.length),
      gains: raised.map((sum, expert) => sum / (wins[expert] ?? 0)),
    };
  } finally {
    judged.dispose();
  }
}
