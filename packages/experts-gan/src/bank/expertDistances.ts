import * as tf from '@tensorflow/tfjs';
import { checkNumbers, checkOptions, pacer } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import type { ChunkRange } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import { checkProbe } from './checkProbe.ts';

/** Options of {@link expertDistances}. */
export interface ExpertDistancesOptions {
  /**
   * The number of the expert that wins each image, such as the `winners` of `invert`. Two experts are then compared on the images that one of them wins, and
   * not on those that neither has learned from. Default: all images count.
   */
  readonly winners?: ArrayLike<number>;
}

/**
 * How far apart the maps of experts are: the mean squared difference of their outputs, relative to how far they move the images,
 * `d(i, j) = |Ei(x) - Ej(x)|^2 / ((|Ei(x) - x|^2 + |Ej(x) - x|^2) / 2)`. 0 for the same map, about 2 for maps that have nothing in
 * common, and up to 4 for opposite ones.
 *
 * @param model - The experts; not changed.
 * @param images - `[n, height, width, c]` in [0, 1], at least one, such as a sample of the transformed images; not disposed.
 * @param options - Which images count.
 * @returns A symmetric matrix with zeros on its diagonal, one row for each expert; NaN for two of whom neither wins an image, where `winners` are given.
 * @throws ArgumentError, ShapeError, DisposedError when the images do not fit or there are none; ShapeError, ValuesError when the winners are not one expert for each image.
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
 * const inversion = await model.invert(images);
 * const { winners } = inversion;
 * const [, second] = await expertDistances(model, images, { winners });
 * console.log(second?.length); // 2
 * inversion.images.dispose();
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function expertDistances(
  model: ExpertsModel,
  images: tf.Tensor4D,
  options: ExpertDistancesOptions = {},
): Promise<number[][]> {
  checkProbe('expertDistances', model, images);
  const { winners } = checkOptions('expertDistances', options);
  if (winners === undefined) return distancesOf(model, images);
  checkNumbers('expertDistances', 'winners', winners, {
    length: images.shape[0],
    least: 0,
    most: model.experts - 1,
    whole: true,
  });
  return distancesOf(model, images, {
    winnersOf: (_, { from, size }) =>
      Promise.resolve(Array.from({ length: size }, (__, k) => winners[from + k] ?? NaN)),
  });
}

/** What {@link distancesOf} is told of a part of the images. */
interface DistanceOptions {
  /**
   * Called with the outputs of each expert for a part of the images, which it must not dispose of.
   *
   * @returns Who wins them, where only these images are to count for a pair.
   */
  readonly winnersOf?: (
    outputs: readonly tf.Tensor4D[],
    part: ChunkRange,
  ) => Promise<ArrayLike<number> | undefined>;
}

/**
 * @param model - The experts; not changed.
 * @param images - At least one image that fits; not disposed.
 * @param options - Which images count. Default: all do.
 * @returns The distances of `expertDistances`.
 */
export async function distancesOf(
  model: ExpertsModel,
  images: tf.Tensor4D,
  { winnersOf }: DistanceOptions = {},
): Promise<number[][]> {
  const { experts } = model;
  const pairs = new PairSums(experts);
  const pause = pacer();
  for (const part of chunkRanges(images.shape[0], areRowwise(model.networks))) {
    const chunk = images.slice([part.from], [part.size]);
    const outputs: tf.Tensor4D[] = [];
    try {
      for (let expert = 0; expert < experts; expert++) {
        outputs.push(model.apply(chunk, expert));
        await pause();
      }
      const winners = await winnersOf?.(outputs, part);
      const moved: Float32Array[] = [];
      for (const [i, output] of outputs.entries()) {
        const [own, ...others] = await squaredDifferences(output, [chunk, ...outputs.slice(0, i)]);
        moved.push(own as Float32Array);
        for (const [j, other] of others.entries()) {
          for (const [k, difference] of other.entries()) {
            if (winners !== undefined && winners[k] !== i && winners[k] !== j) continue;
            const scale = ((moved[i]?.[k] ?? NaN) + (moved[j]?.[k] ?? NaN)) / 2;
            pairs.add(i, j, { difference, scale });
          }
        }
        await pause();
      }
    } finally {
      tf.dispose([chunk, outputs]);
    }
  }
  return pairs.distances();
}

/** Sums for every two experts, kept where the first one's number is the larger. */
class PairSums {
  readonly #experts: number;
  readonly #differences = new Map<number, number>();
  readonly #scales = new Map<number, number>();

  constructor(experts: number) {
    this.#experts = experts;
  }

  add(i: number, j: number, of: { readonly difference: number; readonly scale: number }): void {
    const pair = i * this.#experts + j;
    this.#differences.set(pair, (this.#differences.get(pair) ?? 0) + of.difference);
    this.#scales.set(pair, (this.#scales.get(pair) ?? 0) + of.scale);
  }

  distances(): number[][] {
    const all = Array.from({ length: this.#experts }, (_, expert) => expert);
    return all.map((i) => all.map((j) => (i === j ? 0 : this.#distance(i, j))));
  }

  #distance(i: number, j: number): number {
    const pair = Math.max(i, j) * this.#experts + Math.min(i, j);
    const difference = this.#differences.get(pair) ?? NaN; // no image counts
    return difference === 0 ? 0 : difference / (this.#scales.get(pair) ?? NaN);
  }
}

/** One vector for each of the others, a number for each image, read together. */
async function squaredDifferences(
  output: tf.Tensor4D,
  others: readonly tf.Tensor4D[],
): Promise<Float32Array[]> {
  const sums = tf.tidy(() =>
    tf.stack(others.map((other) => tf.squaredDifference(output, other).sum([1, 2, 3]))),
  );
  try {
    const values = await sums.data<'float32'>();
    const { length } = others;
    const size = values.length / length;
    return Array.from({ length }, (_, at) => values.subarray(at * size, (at + 1) * size));
  } finally {
    sums.dispose();
  }
}
