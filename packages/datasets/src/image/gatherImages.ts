import * as tf from '@tensorflow/tfjs';
import { checkImageDataset } from './datasetChecks.ts';
import type { ImageBatch, ImageDataset } from './imageDataset.ts';
import { checkIndices, checkManyPixels, pixelsPerImage } from './readChecks.ts';

/**
 * Reads chosen images into a tensor.
 *
 * @param dataset - The images.
 * @param indices - Which ones, in [0, size), in any order.
 * @returns The images as `[n, height, width, channels]` in [0, 1], which the caller disposes of, and their labels.
 * @throws ArgumentError for an index that is not there; ValuesError when the data set holds NaN or pixels outside [0, 1].
 *
 * @example
 * ```ts
 * import { gatherImages, proceduralDigits } from '@causal-mechanisms/datasets';
 *
 * const { images, labels } = await gatherImages(proceduralDigits({ size: 100 }), [5, 7]);
 * console.log(images.shape, labels?.length); // [ 2, 28, 28, 1 ] 2
 * images.dispose();
 * ```
 */
export async function gatherImages(
  dataset: ImageDataset,
  indices: ArrayLike<number>,
): Promise<ImageBatch> {
  checkImageDataset('gatherImages', dataset);
  checkIndices(`gatherImages(${dataset.name})`, indices, dataset.size, 'indices');
  const chosen = Int32Array.from(indices);
  const pixels = new Float32Array(chosen.length * pixelsPerImage(dataset.shape));
  await dataset.read(chosen, pixels);
  await checkManyPixels(`gatherImages(${dataset.name})`, pixels);
  const { labels } = dataset;
  return {
    images: tf.tensor4d(pixels, [chosen.length, ...dataset.shape]),
    indices: chosen,
    ...(labels === undefined ? {} : { labels: chosen.map((index) => labels[index] ?? 0) }),
  };
}
