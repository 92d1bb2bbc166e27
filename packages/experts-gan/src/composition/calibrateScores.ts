import type { Tensor4D } from '@tensorflow/tfjs';
import { quantile } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkNumber,
  checkOptions,
  checkSignal,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import { checkScoring } from './scoreInTurns.ts';
import type { SequenceScoreOptions } from './scoreInTurns.ts';

/** Options of {@link calibrateScores}. */
export interface CalibrateScoresOptions extends SequenceScoreOptions {
  /** The share of the canonical images that may score below the threshold, in [0, 1]. Default: 0.05. */
  readonly below?: number;
  /** Stops between two groups of images; the promise is rejected with its reason. Default: none. */
  readonly signal?: AbortSignal;
}

/**
 * The score from which an image counts as restored: nearly all canonical images reach it.
 *
 * @param model - Whose discriminator scores, unless the options score otherwise; not changed.
 * @param canonical - `[n, height, width, c]` in [0, 1], at least one, that the networks were not trained on where there are such; not disposed.
 * @param options - How strict the threshold is, and what scores: as for `inferComposition`.
 * @returns The threshold, for `inferComposition`; between two scores where the share falls between them.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit, or there are no images; ValuesError when a score is not
 *   finite; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { calibrateScores, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1)); // yours
 * const canonical = tf.zeros<tf.Rank.R4>([5, 16, 16, 1]); // yours
 * const score = (images: tf.Tensor4D) => Array.from({ length: images.shape[0] }, (_, place) => place);
 * console.log(await calibrateScores(model, canonical, { score, below: 0.5 })); // 2
 * canonical.dispose();
 * model.dispose();
 * ```
 */
export async function calibrateScores(
  model: ExpertsModel,
  canonical: Tensor4D,
  options: CalibrateScoresOptions = {},
): Promise<number> {
  return scoreThreshold(
    'calibrateScores',
    model,
    canonical,
    checkOptions('calibrateScores', options),
  );
}

/**
 * @param owner - The function that asks; opens the messages.
 * @param model - Whose discriminator scores, unless the options score otherwise.
 * @param canonical - Images; not disposed.
 * @param options - As of {@link calibrateScores}, which does this.
 * @returns The threshold.
 */
export async function scoreThreshold(
  owner: string,
  model: ExpertsModel,
  canonical: Tensor4D,
  options: CalibrateScoresOptions,
): Promise<number> {
  const { below = 0.05, signal } = options;
  const score = checkScoring(owner, model, canonical, options, 'canonical');
  checkNumber(owner, 'below', below, { least: 0, most: 1 });
  checkSignal(owner, signal);
  const count = canonical.shape[0];
  if (count === 0) throw new ArgumentError(`${owner}: canonical must be at least one image`);
  const scores: number[] = [];
  const pause = pacer();
  for (const { from, size } of chunkRanges(count)) {
    signal?.throwIfAborted();
    const group = canonical.slice([from], [size]);
    try {
      scores.push(...Array.from(await score(group)));
    } finally {
      group.dispose();
    }
    await pause();
  }
  return quantile(scores, below);
}
