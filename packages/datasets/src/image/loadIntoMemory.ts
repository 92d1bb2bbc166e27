import { checkCount, checkPixels, pacer } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../image/arrayDataset.ts';
import { derivedDataset } from '../image/derivedDataset.ts';
import { checkImageDataset, MOST_KEPT } from './datasetChecks.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { pixelsPerImage } from './readChecks.ts';

/** Images that are read at a time. */
const CHUNK = 128;

/**
 * Reads a whole data set once and keeps it as bytes: worth it for images that are slow to decode or resize.
 *
 * @param dataset - The images.
 * @returns The same images, labels and origin, each pixel rounded to the nearest of 256 steps, in `size * height * width * channels` bytes.
 * @throws What reading the images throws; ArgumentError when they are more than memory holds; ValuesError for NaN and pixels outside [0, 1].
 *
 * @example
 * ```ts
 * import { loadIntoMemory, proceduralDigits } from '@causal-mechanisms/datasets';
 *
 * const digits = await loadIntoMemory(proceduralDigits({ size: 20 }));
 * console.log(digits.size); // 20
 * ```
 */
export async function loadIntoMemory(dataset: ImageDataset): Promise<ImageDataset> {
  checkImageDataset('loadIntoMemory', dataset);
  const perImage = pixelsPerImage(dataset.shape);
  const owner = `loadIntoMemory(${dataset.name})`;
  checkCount(owner, 'dataset.size times the numbers per image', dataset.size * perImage, {
    most: MOST_KEPT,
  });
  const bytes = new Uint8Array(dataset.size * perImage);
  const pause = pacer();
  for (let start = 0; start < dataset.size; start += CHUNK) {
    const count = Math.min(CHUNK, dataset.size - start);
    const indices = Int32Array.from({ length: count }, (_, i) => start + i);
    const pixels = new Float32Array(count * perImage);
    await dataset.read(indices, pixels);
    await pause();
    checkPixels(owner, pixels);
    for (let k = 0; k < pixels.length; k++) {
      bytes[start * perImage + k] = Math.round((pixels[k] ?? 0) * 255);
    }
  }
  const { name, shape } = dataset;
  const kept = arrayDataset({ name, shape, pixels: bytes });
  return derivedDataset(dataset, { read: (indices, out) => kept.read(indices, out) });
}
