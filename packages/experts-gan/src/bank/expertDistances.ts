import * as tf from '@tensorflow/tfjs';
import { pacer } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import { checkProbe } from './checkProbe.ts';

/**
 * How far apart the maps of experts are: the mean squared difference of their outputs, relative to how far they move the images,
 * `d(i, j) = |Ei(x) - Ej(x)|^2 / ((|Ei(x) - x|^2 + |Ej(x) - x|^2) / 2)`. 0 for the same map, about 2 for maps that have nothing in
 * common, and up to 4 for opposite ones.
 *
 * @param model - The experts; not changed.
 * @param images - `[n, height, width, c]` in [0, 1], at least one, such as a sample of the transformed images; not disposed.
 * @returns A symmetric matrix with zeros on its diagonal, one row for each expert.
 * @throws ArgumentError, ShapeError, DisposedError when the images do not fit or there are none.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expertDistances, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.zeros<tf.Rank.R4>([3, 16, 16, 1]);
 * const [first] = await expertDistances(model, images);
 * console.log(first?.[0]); // 0
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function expertDistances(
  model: ExpertsModel,
  images: tf.Tensor4D,
): Promise<number[][]> {
  checkProbe('expertDistances', model, images);
  return distancesOf(model, images);
}

/**
 * @param model - The experts; not changed.
 * @param images - At least one image that fits; not disposed.
 * @param see - Called with the outputs of each expert for a part of the images, which it must not dispose of. Default: nobody looks.
 * @returns The distances of `expertDistances`.
 */
export async function distancesOf(
  model: ExpertsModel,
  images: tf.Tensor4D,
  see: (outputs: readonly tf.Tensor4D[]) => Promise<void> = () => Promise.resolve(),
): Promise<number[][]> {
  const { experts } = model;
  const apart = Array.from({ length: experts }, () => new Array<number>(experts).fill(0));
  const moved = new Array<number>(experts).fill(0);
  const pause = pacer();
  for (const { from, size } of chunkRanges(images.shape[0], areRowwise(model.networks))) {
    const chunk = images.slice([from], [size]);
    const outputs: tf.Tensor4D[] = [];
    try {
      for (let expert = 0; expert < experts; expert++) {
        outputs.push(model.apply(chunk, expert));
        await pause();
      }
      await see(outputs);
      for (const [i, output] of outputs.entries()) {
        const [own = NaN, ...others] = await squaredDifferences(output, [
          chunk,
          ...outputs.slice(0, i),
        ]);
        moved[i] = (moved[i] ?? 0) + own;
        const row = apart[i] as number[];
        for (const [j, other] of others.entries()) row[j] = (row[j] ?? 0) + other;
        await pause();
      }
    } finally {
      tf.dispose([chunk, outputs]);
    }
  }
  const relative = (i: number, j: number): number => {
    const difference = apart[Math.max(i, j)]?.[Math.min(i, j)] ?? NaN;
    const scale = ((moved[i] ?? NaN) + (moved[j] ?? NaN)) / 2;
    return difference === 0 ? 0 : difference / scale;
  };
  return apart.map((row, i) => row.map((_, j) => relative(i, j)));
}

/** One sum for each of the others, read together. */
async function squaredDifferences(
  output: tf.Tensor4D,
  others: readonly tf.Tensor4D[],
): Promise<number[]> {
  const sums = tf.tidy(() =>
    tf.stack(others.map((other) => tf.squaredDifference(output, other).sum())),
  );
  try {
    return Array.from(await sums.data());
  } finally {
    sums.dispose();
  }
}
