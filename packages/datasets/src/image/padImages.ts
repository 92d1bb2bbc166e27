import { checkCount } from '@causal-mechanisms/tensor-utils';
import { checkImageDataset, checkNumbersPerImage } from './datasetChecks.ts';
import type { ImageDataset } from './imageDataset.ts';
import { mapPixels } from './mapPixels.ts';

/**
 * Adds black pixels on every side, such as the 2 that make MNIST's 28x28 into 32x32.
 *
 * @param dataset - The images.
 * @param pixels - How many on each side, at least 0.
 * @returns The padded data set; images are padded when they are read.
 * @throws ArgumentError when `pixels` is no count, or the images become larger than memory holds.
 *
 * @example
 * ```ts
 * import { padImages, proceduralDigits } from '@causal-mechanisms/datasets';
 *
 * console.log(padImages(proceduralDigits({ size: 10 }), 2).shape); // [ 32, 32, 1 ]
 * ```
 */
export function padImages(dataset: ImageDataset, pixels: number): ImageDataset {
  checkImageDataset('padImages', dataset);
  const owner = `padImages(${dataset.name})`;
  checkCount(owner, 'pixels', pixels, { least: 0 });
  const [height, width, channels] = dataset.shape;
  const shape = [height + 2 * pixels, width + 2 * pixels, channels] as const;
  checkNumbersPerImage(owner, `the numbers per image with ${pixels} pixels around`, shape);
  const row = width * channels;
  const paddedRow = (width + 2 * pixels) * channels;
  const first = pixels * paddedRow + pixels * channels;
  return mapPixels(dataset, shape, (source, from, out, to) => {
    out.fill(0, to, to + (height + 2 * pixels) * paddedRow);
    for (let y = 0; y < height; y++) {
      const line = source.subarray(from + y * row, from + (y + 1) * row);
      out.set(line, to + first + y * paddedRow);
    }
  });
}
