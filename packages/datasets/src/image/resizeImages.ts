import { checkCount, checkOptions, checkText } from '@causal-mechanisms/tensor-utils';
import { checkImageDataset, checkNumbersPerImage } from './datasetChecks.ts';
import type { ImageDataset } from './imageDataset.ts';
import { mapPixels } from './mapPixels.ts';
import { createResizer } from './resampling.ts';
import type { ResizeMethod } from './resampling.ts';

/** Options of {@link resizeImages}. */
export interface ResizeImagesOptions {
  /** Rows of the result, at least 1. */
  readonly height: number;
  /** Columns of the result, at least 1. */
  readonly width: number;
  /**
   * `area` means what each pixel covers (to shrink), `bilinear` mixes neighbours (to enlarge), `nearest` makes no new
   * values. Default: `area`.
   */
  readonly method?: ResizeMethod;
}

/**
 * Resizes every image to one size; proportions are not kept.
 *
 * @param dataset - The images.
 * @param options - The new size.
 * @returns The resized data set; images are resized when they are read.
 * @throws ArgumentError when a side is no positive integer, the images become larger than memory holds, or the method is unknown.
 *
 * @example
 * ```ts
 * import { proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
 *
 * const small = resizeImages(proceduralDigits({ size: 10 }), { height: 14, width: 14 });
 * console.log(small.shape); // [ 14, 14, 1 ]
 * ```
 */
export function resizeImages(dataset: ImageDataset, options: ResizeImagesOptions): ImageDataset {
  checkImageDataset('resizeImages', dataset);
  const owner = `resizeImages(${dataset.name})`;
  const { height, width, method = 'area' } = checkOptions(owner, options);
  checkCount(owner, 'height', height);
  checkCount(owner, 'width', width);
  checkText(owner, 'method', method, ['area', 'bilinear', 'nearest']);
  const [sourceHeight, sourceWidth, channels] = dataset.shape;
  checkNumbersPerImage(owner, 'height times width times channels', [height, width, channels]);
  // Rows are resized after columns: what stands between has a side of each.
  checkNumbersPerImage(owner, 'the height of the source times width times channels', [
    sourceHeight,
    width,
    channels,
  ]);
  const resize = createResizer([sourceHeight, sourceWidth], [height, width], channels, method);
  return mapPixels(dataset, [height, width, channels], resize);
}
