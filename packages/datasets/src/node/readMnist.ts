import { basename, dirname, resolve } from 'node:path';
import {
  ArgumentError,
  checkOptions,
  checkText,
  FileAccessError,
} from '@causal-mechanisms/tensor-utils';
import { checkPath } from './fileAccess.ts';
import { arrayDataset } from '../image/arrayDataset.ts';
import { findDataFile } from './dataFolder.ts';
import { readIdxPair } from './idx/idxImages.ts';
import type { IdxImages } from './idx/idxImages.ts';
import { ContentDigest } from './knownContent.ts';
import type { ImageDataset } from '../image/imageDataset.ts';

/** The sets that come as MNIST's four files: digits (LeCun et al., 1998) or pieces of clothing (Xiao et al., 2017). */
export type MnistVariant = 'mnist' | 'fashion-mnist';

/** Options of {@link readMnist}. */
export interface ReadMnistOptions {
  /** 60 000 training images or 10 000 test images. Default: `train`. */
  readonly split?: 'train' | 'test';
  /** Handwritten digits or pieces of clothing. Default: `mnist`. */
  readonly variant?: MnistVariant;
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const CLOTHES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];
const VARIANTS: Readonly<Record<MnistVariant, { title: string; classNames: readonly string[] }>> = {
  mnist: { title: 'MNIST', classNames: DIGITS },
  'fashion-mnist': { title: 'Fashion-MNIST', classNames: CLOTHES },
};

/**
 * Reads MNIST or Fashion-MNIST from its idx files, as they are or packed by gzip.
 *
 * @param dir - The folder with the files, or the one above it that holds `mnist` and `fashion-mnist`.
 * @param options - Which set and split.
 * @returns The images, 28x28 with one channel, kept as bytes, and their labels. The origin is `real` where all pixels and labels are those
 *   of the published set; other files of these names, such as a part of it or another set, are `own`.
 * @throws FileAccessError when files are missing or `dir` is the folder of the other set; FileFormatError when they are
 *   damaged or the numbers of images and labels disagree. `readIdxImages` reads idx files of other names.
 *
 * @example
 * ```ts
 * import { locateData, readMnist } from '@causal-mechanisms/datasets/node';
 *
 * const { dir } = await locateData();
 * try {
 *   const digits = await readMnist(dir, { split: 'test' });
 *   console.log(digits.size, digits.shape);
 * } catch (error) {
 *   console.log('MNIST is not here:', error instanceof Error ? error.message : error);
 * }
 * ```
 */
export async function readMnist(
  dir: string,
  options: ReadMnistOptions = {},
): Promise<ImageDataset> {
  checkPath('readMnist', 'dir', dir);
  checkOptions('readMnist', options);
  const { split = 'train', variant = 'mnist' } = options;
  if (!Object.hasOwn(VARIANTS, variant)) {
    throw new ArgumentError(`readMnist: variant must be mnist or fashion-mnist, got ${variant}`);
  }
  checkText('readMnist', 'split', split, ['train', 'test']);
  // Both sets use the same file names, so the wrong folder would be read without a word.
  const folder = basename(resolve(dir));
  if (folder !== variant && Object.hasOwn(VARIANTS, folder)) {
    throw new FileAccessError(`readMnist: ${dir} is the folder of ${folder}, not of ${variant}`, {
      data: { dir, variant },
    });
  }
  const prefix = split === 'train' ? 'train' : 't10k';
  const find = (what: string, rank: number): Promise<string> =>
    findDataFile(
      'readMnist',
      dir,
      variant,
      // Some copies of the files have a dot in the place of the second dash.
      ['-', '.'].flatMap((mark) => {
        const name = `${prefix}-${what}${mark}idx${rank}-ubyte`;
        return [`${name}.gz`, name];
      }),
    );
  const imagesPath = await find('images', 3);
  const labels = await find('labels', 1);
  const found = await readIdxPair('readMnist', imagesPath, { labels });
  const { title, classNames } = VARIANTS[variant];
  const published = isPublished(`${variant}/${split}`, found);
  return arrayDataset({
    name: published ? `${variant}/${split}` : `idx/${split}`,
    origin: published
      ? {
          kind: 'real',
          description: `${title} ${split === 'train' ? 'training' : 'test'} set`,
        }
      : {
          kind: 'own',
          description: `your own idx files of the folder ${basename(dirname(resolve(imagesPath)))}, which are not those of ${title}`,
        },
    pixels: found.pixels,
    shape: [...found.shape, 1],
    ...(found.labels === undefined ? {} : { labels: found.labels }),
    classNames,
  });
}

/** Whether all pixels and labels are those of the published set. */
function isPublished(set: string, { pixels, labels, shape }: IdxImages): boolean {
  if (pixels.BYTES_PER_ELEMENT !== 1 || labels === undefined) return false;
  const digest = new ContentDigest();
  digest.add(Uint8Array.of(...shape));
  digest.add(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
  digest.add(Uint8Array.from(labels));
  return digest.isPublished(set);
}
