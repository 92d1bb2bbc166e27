import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { checkNumber, checkOptions, checkText, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { winnersByLogit } from '../training/logitLosses.ts';
import { checkProbe } from './checkProbe.ts';
import { distancesOf } from './expertDistances.ts';
import { selectExperts } from './selectExperts.ts';

/** The distance up to which two experts do the same. On images that they win, two that remove noise differ by 0.3 to 0.4, and others by 0.7 or more. */
export const SAME_WITHIN = { all: 0.1, won: 0.5 } as const;

/** Options of {@link mergeExperts}. */
export interface MergeExpertsOptions {
  /** Experts no further apart than this have the same map, as a distance of `expertDistances`, at least 0. Default: 0.1 among all images, 0.5 among won ones. */
  readonly mostDistance?: number;
  /**
   * Which images two experts are compared on: `all` of them, or those that one of the two has `won`. Two that share a mechanism have learned the same for its
   * images, and need not do the same to others. Default: `all`.
   */
  readonly among?: 'all' | 'won';
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
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit; ValuesError when scores are not finite.
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
  const { among = 'all', ...given } = checkOptions('mergeExperts', options);
  checkText('mergeExperts', 'among', among, ['all', 'won']);
  const { mostDistance = SAME_WITHIN[among] } = given;
  checkNumber('mergeExperts', 'mostDistance', mostDistance, { least: 0 });
  const wins = new Array<number>(model.experts).fill(0);
  // One pass over the experts tells who wins and who is like whom.
  const distances = await distancesOf(model, images, {
    winnersOf: async (outputs) => {
      const winners = await winnersOf(model, outputs);
      for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1;
      return among === 'won' ? winners : undefined;
    },
  });
  const groups = linked(distances, mostDistance).map((group) =>
    group.sort((a, b) => (wins[b] ?? 0) - (wins[a] ?? 0) || a - b),
  );
  const kept = groups.map(([first = 0]) => first);
  return { model: await selectExperts(model, kept), groups };
}

/** The expert whose output scores highest, for each image. */
async function winnersOf(model: ExpertsModel, outputs: readonly Tensor4D[]): Promise<Int32Array> {
  const logits = tf.tidy(() => tf.concat(outputs.map((output) => model.discriminate(output))));
  try {
    const values = await logits.data<'float32'>();
    if (values.every(Number.isFinite)) return winnersByLogit(values, outputs.length);
    throw new ValuesError(
      'mergeExperts: images must be numbers in [0, 1], got some whose scores are not finite',
    );
  } finally {
    logits.dispose();
  }
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
