import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { checkCount, checkOptions, pacer } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import type { Inversion } from '../model/inversion.ts';
import { crossCorrelations } from './crossCorrelations.ts';
import { checkProbe } from './checkProbe.ts';
import { silhouette, twoMeans } from './twoMeans.ts';
import { valleyDepth } from './valleyDepth.ts';

/** Options of {@link expertBimodality}. */
export interface ExpertBimodalityOptions {
  /** The largest displacement that an expert may undo, in pixels along either axis: an integer of at least 0. Default: 5. */
  readonly reach?: number;
}

/** Whether an expert does one thing to the images it wins, or two. */
export interface ExpertBimodality {
  /**
   * How deep the valley between the two groups is: 0 where there is no second one, near 1 where they are well apart. 0 where the expert
   * wins fewer than 24 images.
   */
  readonly bimodality: number;
  /** The mean silhouette of the two groups, in [-1, 1]; `NaN` where there are not two. */
  readonly silhouette: number;
  /** The images it wins, by their places in the probe, in two groups; the second is empty where they cannot be told apart. */
  readonly groups: readonly [readonly number[], readonly number[]];
}

/**
 * Looks for experts that hold two mechanisms: those that do two different things to the images they win.
 *
 * What an expert does to an image is described by how the image and the expert's output correlate at every displacement. That tells a
 * shift from another, from a contrast inversion and from noise; the difference of the two images tells one digit from another instead.
 * The correlations are parted by 2-means, and a valley between the two groups says that there are two.
 *
 * @param model - The experts; not changed.
 * @param images - `[n, height, width, c]` in [0, 1]: a few hundred of the transformed images; not disposed.
 * @param options - How far experts move pixels.
 * @returns One answer for each expert.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit; ValuesError when scores are not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expertBimodality, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const images = tf.tensor4d(new RandomStream(2).uniforms(30 * 256), [30, 16, 16, 1]);
 * const [only] = await expertBimodality(model, images);
 * console.log(only?.groups.flat().length, (only?.bimodality ?? 1) < 0.7); // 30 true
 * images.dispose();
 * model.dispose();
 * ```
 */
export async function expertBimodality(
  model: ExpertsModel,
  images: Tensor4D,
  options: ExpertBimodalityOptions = {},
): Promise<ExpertBimodality[]> {
  const owner = 'expertBimodality';
  checkProbe(owner, model, images);
  const { reach = 5 } = checkOptions(owner, options);
  checkCount(owner, 'reach', reach, { least: 0, most: 64 });
  const inversion = await model.invert(images);
  try {
    const found = await bimodalityOf(model, images, inversion, reach);
    return found.map(({ bimodality, silhouette, groups }) => ({ bimodality, silhouette, groups }));
  } finally {
    inversion.images.dispose();
  }
}

/** What {@link bimodalityOf} finds of one expert. */
export interface WonModes extends ExpertBimodality {
  /** The mean correlations of either group; `undefined` where there are not two. */
  readonly centres: readonly [Float64Array, Float64Array] | undefined;
}

/**
 * The same for an inversion that is there.
 *
 * @param model - How many experts there are, and the shape of the images.
 * @param images - The probe; not disposed.
 * @param inversion - What the experts make of it; not disposed.
 * @param reach - The largest displacement.
 * @returns One answer for each expert.
 */
export async function bimodalityOf(
  { experts, shape }: Pick<ExpertsModel, 'experts' | 'shape'>,
  images: Tensor4D,
  { images: outputs, winners }: Pick<Inversion, 'images' | 'winners'>,
  reach: number,
): Promise<WonModes[]> {
  const pause = pacer();
  const found: WonModes[] = [];
  for (let expert = 0; expert < experts; expert++) {
    const won = Array.from(winners.keys()).filter((image) => winners[image] === expert);
    const rows: Float64Array[] = [];
    // A few at a time: long sums would block the event loop.
    for (let from = 0; from < won.length; from += 16) {
      const some = won.slice(from, from + 16);
      const [before, after] = await Promise.all([pixels(images, some), pixels(outputs, some)]);
      rows.push(...crossCorrelations(before, after, shape, reach));
      await pause();
    }
    found.push(modesOf(won, rows));
    await pause();
  }
  return found;
}

async function pixels(images: Tensor4D, places: readonly number[]): Promise<Float32Array> {
  const some = tf.tidy(() => tf.gather(images, tf.tensor1d([...places], 'int32')));
  try {
    return await some.data<'float32'>();
  } finally {
    some.dispose();
  }
}

function modesOf(won: readonly number[], rows: readonly Float64Array[]): WonModes {
  const found = twoMeans(rows);
  if (found === undefined) {
    return { bimodality: 0, silhouette: NaN, groups: [won, []], centres: undefined };
  }
  const { sides, centres } = found;
  return {
    centres,
    bimodality: valleyDepth(rows),
    silhouette: silhouette(rows, sides),
    groups: [won.filter((_, i) => sides[i] === 0), won.filter((_, i) => sides[i] === 1)],
  };
}
