import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkFunction,
  checkOptions,
  checkSignal,
} from '@causal-mechanisms/tensor-utils';
import { probeParts } from './mechanismProbe.ts';
import type { ChangedImages, MechanismProbe } from './mechanismProbe.ts';

/**
 * Reads the class of every image.
 *
 * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
 * @returns One class number per image.
 */
export type ReadClasses = (images: Tensor4D) => Promise<ArrayLike<number>>;

/** What a classifier makes of a probe without the experts. */
export interface ReferenceAccuracies {
  /** The share of originals that it reads right: the bound. */
  readonly original: number;
  /** The share of changed images that it reads right: the start. */
  readonly transformed: number;
}

/** Options of {@link referenceAccuracies}. */
export interface ReferenceAccuraciesOptions {
  /** Stops between two parts of the probe. Default: none. */
  readonly signal?: AbortSignal;
}

/**
 * Lets a classifier read the originals and the changed images of a probe: the two accuracies between which those of the
 * experts lie (Parascandolo et al., 2018, Figure 6).
 *
 * @param probe - Images and their mechanisms, with originals and labels.
 * @param classify - The classifier.
 * @param options - The signal.
 * @returns The two accuracies.
 * @throws ArgumentError when the probe has no images, no originals or no labels; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import { arrayDataset } from '@causal-mechanisms/datasets';
 * import { referenceAccuracies } from '@causal-mechanisms/experts-gan';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { createMixture, identity, invertContrast } from '@causal-mechanisms/transforms';
 *
 * const pixels = Float32Array.of(0, 0, 1, 1);
 * const images = arrayDataset({ name: 'dots', pixels, shape: [1, 1, 1], labels: [0, 0, 1, 1] });
 * const mixture = createMixture([identity(), invertContrast()]);
 * // A "classifier" that tells bright pictures from dark ones.
 * const found = await referenceAccuracies(
 *   { images, mixture, stream: new RandomStream(1) },
 *   async (batch) => (await batch.data()).map((pixel) => (pixel > 0.5 ? 1 : 0)),
 * );
 * console.log(found); // { original: 1, transformed: 0.5 }
 * ```
 */
export async function referenceAccuracies(
  probe: MechanismProbe | ChangedImages,
  classify: ReadClasses,
  options: ReferenceAccuraciesOptions = {},
): Promise<ReferenceAccuracies> {
  const { signal } = checkOptions('referenceAccuracies', options);
  checkSignal('referenceAccuracies', signal);
  checkFunction('referenceAccuracies', 'classify', classify);
  let original = 0;
  let changed = 0;
  let size = 0;
  for await (const { transformed, originals, labels } of probeParts('referenceAccuracies', probe)) {
    if (originals === undefined || labels === undefined) {
      throw new ArgumentError('referenceAccuracies: the probe must have originals and labels', {
        data: { originals: originals !== undefined, labels: labels !== undefined },
      });
    }
    original += countRight(await classify(originals), labels);
    changed += countRight(await classify(transformed), labels);
    size += labels.length;
    signal?.throwIfAborted();
  }
  return { original: original / size, transformed: changed / size };
}

/**
 * @param classes - What a classifier read.
 * @param labels - What is there to read.
 * @returns How many it read right.
 */
export function countRight(classes: ArrayLike<number>, labels: Int32Array): number {
  return labels.reduce((count, label, place) => count + (classes[place] === label ? 1 : 0), 0);
}
