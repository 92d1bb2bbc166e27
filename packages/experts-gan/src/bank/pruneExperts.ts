import type { Tensor4D } from '@tensorflow/tfjs';
import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { checkProbe } from './checkProbe.ts';
import { expertUsage } from './expertUsage.ts';
import { selectExperts } from './selectExperts.ts';

/** Options of {@link pruneExperts}. */
export interface PruneExpertsOptions {
  /** An expert that wins a smaller share of the images is idle, in (0, 1]. Default: 0.005. */
  readonly leastShare?: number;
}

/** A bank without its idle experts. */
export interface PrunedExperts {
  /** The experts that are used; the caller disposes of it. */
  readonly model: ExpertsModel;
  /** Their numbers in the bank that was pruned, in order. */
  readonly kept: readonly number[];
}

/**
 * Leaves out experts that win nothing: with more experts than mechanisms, some stay idle (Parascandolo et al., 2018, Figure 9).
 *
 * @param model - The bank; not changed, not disposed.
 * @param images - `[n, height, width, c]` in [0, 1]: a few hundred of the transformed images; not disposed.
 * @param options - What idle means.
 * @returns A bank of its own, and which experts it holds. The expert that wins most stays in any case.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, pruneExperts, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 5, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.zeros<tf.Rank.R4>([3, 16, 16, 1]); // three equal images have one winner
 * const pruned = await pruneExperts(model, images);
 * console.log(pruned.model.experts, pruned.kept.length); // 1 1
 * pruned.model.dispose();
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function pruneExperts(
  model: ExpertsModel,
  images: Tensor4D,
  options: PruneExpertsOptions = {},
): Promise<PrunedExperts> {
  checkProbe('pruneExperts', model, images);
  const { leastShare = 0.005 } = checkOptions('pruneExperts', options);
  checkNumber('pruneExperts', 'leastShare', leastShare, { above: 0, most: 1 });
  const { shares } = await expertUsage(model, images);
  const most = Math.max(...shares);
  const kept = [...shares.keys()].filter((expert) => {
    const share = shares[expert] ?? 0;
    return share >= leastShare || share === most;
  });
  return { model: await selectExperts(model, kept), kept };
}
