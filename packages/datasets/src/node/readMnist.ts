import { basename, resolve } from 'node:path';
import { ArgumentError, FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../image/arrayDataset.ts';
import { findDataFile } from './dataFolder.ts';
import { readIdxFile } from './idxDisk.ts';
import type { IdxArray } from '../formats/idxFile.ts';
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
 * @returns The images, 28x28 with one channel, kept as bytes, and their labels.
 * @throws FileAccessError when files are missing or `dir` is the folder of the other set; FileFormatError when they are
 *   damaged or the numbers of images and labels disagree.
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
  const { split = 'train', variant = 'mnist' } = options;
  if (!Object.hasOwn(VARIANTS, variant)) {
    throw new ArgumentError(`readMnist: variant must be mnist or fashion-mnist, got ${variant}`);
  }
  // Both sets use the same file names, so the wrong folder would be read without a word.
  const folder = basename(resolve(dir));
  if (folder !== variant && Object.hasOwn(VARIANTS, folder)) {
    throw new FileAccessError(`readMnist: ${dir} is the folder of ${folder}, not of ${variant}`, {
      data: { dir, variant },
    });
  }
  const prefix = split === 'train' ? 'train' : 't10k';
  const find = (name: string): Promise<string> =>
    findDataFile('readMnist', dir, variant, [`${name}.gz`, name]);
  const imagesPath = await find(`${prefix}-images-idx3-ubyte`);
  const labelsPath = await find(`${prefix}-labels-idx1-ubyte`);
  const images = checkRank(imagesPath, await readIdxFile(imagesPath), 3);
  const labels = checkRank(labelsPath, await readIdxFile(labelsPath), 1);
  const [count = 0, height = 0, width = 0] = images.shape;
  if (labels.shape[0] !== count) {
    throw new FileFormatError(
      `readMnist: ${imagesPath} holds ${count} images but ${labelsPath} holds ${labels.shape[0] ?? 0} labels`,
      { data: { images: count, labels: labels.shape[0] } },
    );
  }
  if (count * height * width === 0) {
    throw new FileFormatError(`readMnist: ${imagesPath} holds no pixels`, {
      data: { shape: images.shape },
    });
  }
  const { title, classNames } = VARIANTS[variant];
  return arrayDataset({
    name: `${variant}/${split}`,
    origin: {
      kind: 'real',
      description: `${title} ${split === 'train' ? 'training' : 'test'} set`,
    },
    pixels: images.data,
    shape: [height, width, 1],
    labels: labels.data,
    classNames,
  });
}

function checkRank(path: string, array: IdxArray, rank: number): IdxArray {
  if (array.shape.length !== rank) {
    throw new FileFormatError(
      `readMnist: ${path} should have ${rank} dimensions, it has ${array.shape.length}`,
      { data: { path, expected: rank, actual: array.shape.length } },
    );
  }
  return array;
}
