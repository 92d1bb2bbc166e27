import type { Tensor4D } from '@tensorflow/tfjs';
import { quantile } from '@causal-mechanisms/metrics';
import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { checkProbe } from './checkProbe.ts';

/** Options of {@link unservedShare}. */
export interface UnservedShareOptions {
  /** The share of canonical images whose score lies below that of a served image, in [0, 1]. Default: 0.05. */
  readonly quantile?: number;
}

/** How many images no expert makes look canonical. */
export interface UnservedShare {
  /** The share of the images whose best output scores below the threshold. */
  readonly share: number;
  /** The quantile of the scores of canonical images, a logit. */
  readonly threshold: number;
}

/**
 * The share of the images that no expert serves: even the best output looks less canonical than all but a few canonical images do.
 * While training goes on, the discriminator keeps an eye on the experts, and the share of images that are undone well is not 0 either:
 * compare shares with each other rather than with 0.
 *
 * @param model - The experts; not changed.
 * @param images - Transformed images `[n, height, width, c]` in [0, 1], at least one; not disposed.
 * @param canonical - Images as they should be, of the same size, at least one; not disposed.
 * @param options - Where served begins.
 * @returns Share and threshold; no tensors.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit; ValuesError when scores are not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig, unservedShare } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.zeros<tf.Rank.R4>([3, 16, 16, 1]); // all the same
 * const { share } = await unservedShare(model, images, images);
 * console.log(share === 0 || share === 1); // true
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function unservedShare(
  model: ExpertsModel,
  images: Tensor4D,
  canonical: Tensor4D,
  options: UnservedShareOptions = {},
): Promise<UnservedShare> {
  checkProbe('unservedShare', model, images);
  checkProbe('unservedShare', model, canonical, 'canonical');
  const { quantile: share = 0.05 } = checkOptions('unservedShare', options);
  checkNumber('unservedShare', 'quantile', share, { least: 0, most: 1 });
  const threshold = await canonicalThreshold(model, canonical, share);
  const { images: outputs, winners, scores } = await model.invert(images);
  outputs.dispose();
  const below = winsBelow(winners, scores, threshold).reduce((sum, count) => sum + count, 0);
  return { share: below / winners.length, threshold };
}

/**
 * @param model - Its discriminator scores the images.
 * @param canonical - Not disposed.
 * @param share - Of the images that score below, in [0, 1].
 * @returns That quantile of their scores, between two of them in proportion.
 */
export async function canonicalThreshold(
  model: ExpertsModel,
  canonical: Tensor4D,
  share: number,
): Promise<number> {
  const judged = model.discriminate(canonical);
  try {
    return quantile(await judged.data<'float32'>(), share);
  } finally {
    judged.dispose();
  }
}

/**
 * @param winners - The winner of each image.
 * @param scores - Of every expert on every image, image by image.
 * @param threshold - A score.
 * @returns How many images each expert wins with a score below it.
 */
export function winsBelow(winners: Int32Array, scores: Float32Array, threshold: number): number[] {
  const experts = scores.length / winners.length;
  const below = new Array<number>(experts).fill(0);
  for (const [image, winner] of winners.entries()) {
    const score = scores[image * experts + winner] ?? NaN;
    if (score < threshold) below[winner] = (below[winner] ?? 0) + 1;
  }
  return below;
}
