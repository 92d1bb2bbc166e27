import { checkFlag, checkOptions } from '@causal-mechanisms/tensor-utils';
import { basename } from 'node:path';
import { checkPath } from '../fileAccess.ts';
import { checkTextsOption } from '../optionChecks.ts';
import { arrayDataset } from '../../image/arrayDataset.ts';
import type { ImageDataset } from '../../image/imageDataset.ts';
import { readIdxPair } from './idxImages.ts';

/** Options of {@link readIdxImages}. */
export interface ReadIdxImagesOptions {
  /**
   * The idx file of the labels: one integer an image or, as in QMNIST, a row of them of which the first one is the class. Default: there
   * are no labels.
   */
  readonly labels?: string;
  /** Whether rows and columns have changed places in the file, as in EMNIST. Default: false. */
  readonly transposed?: boolean;
  /** The names of the classes, from label 0 on. Default: none. */
  readonly classNames?: readonly string[];
}

/**
 * Reads grey images from an idx file of any name, packed by gzip where it ends in `.gz`: QMNIST, EMNIST, Kuzushiji-MNIST, your own.
 *
 * Pixels may be bytes, larger integers from 0 to 255, or floats in [0, 1]; labels may be integers of any type.
 *
 * @param path - The images, `[count, height, width]`.
 * @param options - Labels, and how the pixels lie.
 * @returns The images, with one channel.
 * @throws FileAccessError when a file cannot be read; FileFormatError when one is damaged, has other dimensions or whole numbers, or they
 *   disagree; ValuesError for floats outside [0, 1] and labels without a name.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readIdxImages } from '@causal-mechanisms/datasets/node';
 *
 * const path = join(tmpdir(), 'letters-idx3-ubyte');
 * // One image of two rows and three columns.
 * await writeFile(path, Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255));
 * const images = await readIdxImages(path, { transposed: true });
 * console.log(images.shape); // [ 3, 2, 1 ]
 * const pixels = new Float32Array(6);
 * await images.read(Int32Array.of(0), pixels);
 * console.log(Array.from(pixels, (value) => value.toFixed(1)).join(' ')); // 0.0 0.6 0.2 0.8 0.4 1.0
 * ```
 */
export async function readIdxImages(
  path: string,
  options: ReadIdxImagesOptions = {},
): Promise<ImageDataset> {
  checkPath('readIdxImages', 'path', path);
  checkOptions('readIdxImages', options);
  const { classNames, ...files } = options;
  if (files.labels !== undefined) checkPath('readIdxImages', 'labels', files.labels);
  if (files.transposed !== undefined) checkFlag('readIdxImages', 'transposed', files.transposed);
  checkTextsOption('readIdxImages', 'classNames', classNames);
  const { pixels, shape, labels } = await readIdxPair('readIdxImages', path, files);
  const name = basename(path);
  return arrayDataset({
    name: `idx/${name}`,
    origin: { kind: 'own', description: `images of the idx file ${name}` },
    pixels,
    shape: [...shape, 1],
    ...(labels === undefined ? {} : { labels }),
    ...(classNames === undefined ? {} : { classNames }),
  });
}
