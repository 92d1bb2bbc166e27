import type { Tensor4D } from '@tensorflow/tfjs';
import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { expertDistances } from './expertDistances.ts';
import { checkProbe, expertUsage } from './expertUsage.ts';
import { selectExperts } from './selectExperts.ts';

/** Options of {@link mergeExperts}. */
export interface MergeExpertsOptions {
  /** Experts no further apart than this have the same map, as a distance of `expertDistances`, at least 0. Default: 0.1. */
  readonly mostDistance?: number;
}

/** A bank in which no two experts have the same map. */
export interface MergedExperts {
  /** One expert for each group; the caller disposes of it. */
  readonly model: ExpertsModel;
  /** The groups of experts that have the same map, by their numbers in the bank that was merged; the one that stays comes first. */
  readonly groups: readonly (readonly number[])[];
}

/**
 * Puts one expert in the place of several that do the same: the one of them that wins most images.
 *
 * @param model - The bank; not changed, not disposed.
 * @param images - `[n, height, width, c]` in [0, 1]: a few hundred of the transformed images; not disposed.
 * @param options - What the same means.
 * @returns A bank of its own, and who stands for whom. Experts that are linked by a row of near ones count as one.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, mergeExperts, resolveExpertsConfig, selectExperts } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const doubled = await selectExperts(model, [0, 1, 0]);
 * const images = tf.randomUniform<tf.Rank.R4>([3, 16, 16, 1], 0, 1, 'float32', 1);
 * const merged = await mergeExperts(doubled, images, { mostDistance: 1e-6 });
 * console.log(merged.model.experts, merged.groups.length); // 2 2
 * merged.model.dispose();
 * images.dispose();
 * doubled.dispose();
 * model.dispose();
 * ```
 */
export async function mergeExperts(
  model: ExpertsModel,
  images: Tensor4D,
  options: MergeExpertsOptions = {},
): Promise<MergedExperts> {
  checkProbe('mergeExperts', model, images);
  const { mostDistance = 0.1 } = checkOptions('mergeExperts', options);
  checkNumber('mergeExperts', 'mostDistance', mostDistance, { least: 0 });
  const { shares } = await expertUsage(model, images);
  const distances = await expertDistances(model, images);
  const groups = linked(distances, mostDistance).map((group) =>
    group.sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b),
  );
  const kept = groups.map(([first = 0]) => first);
  return { model: await selectExperts(model, kept), groups };
}

/** Single linkage: every expert with all that are near it, near those, and so on. */
function linked(distances: readonly (readonly number[])[], most: number): number[][] {
  const groups: number[][] = [];
  const seen = new Set<number>();
  for (const start of distances.keys()) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const expert of group) {
      for (const other of distances.keys()) {
        if (seen.has(other) || !((distances[expert]?.[other] ?? NaN) <= most)) continue;
        seen.add(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}
