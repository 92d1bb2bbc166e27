import {
  checkArray,
  checkCount,
  checkFunction,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ImageDataset } from './imageDataset.ts';

/** The most numbers that are asked for at once: an image, the labels of a generated set, a batch of sequences. */
export const MOST_NUMBERS = 2 ** 28;

/** The most images of a set: they are asked for by indices of 32 bits. */
const MOST_IMAGES = 2 ** 31 - 1;

/** The most numbers of a set that is kept in memory. */
export const MOST_KEPT = 2 ** 33;

/**
 * Checks what a data set says of itself; reads no image and no label, so that it can be asked of every batch.
 *
 * @param owner - The function that asks; opens the message.
 * @param dataset - What the caller gave.
 * @throws ArgumentError when it is no data set of images, or a part of it is none; ShapeError when its shape is that of no image, or
 *   there are more or fewer labels than images.
 */
export function checkImageDataset(owner: string, dataset: ImageDataset): void {
  const { name, size, shape, labels, classNames } = checkOptions(owner, dataset, 'dataset');
  checkText(owner, 'dataset.name', name);
  checkCount(owner, 'dataset.size', size, { most: MOST_IMAGES });
  checkImageShape(owner, 'dataset.shape', shape);
  const given: { readonly read?: unknown } = dataset;
  checkFunction(owner, 'dataset.read', given.read);
  if (labels !== undefined) {
    checkNumbers(owner, 'dataset.labels', labels, { kinds: [Int32Array], anyNumber: true });
    if (labels.length !== size) {
      throw new ShapeError(
        `${owner}: dataset.labels must be as many as dataset.size, ${size}, got ${labels.length}`,
        { data: { expected: size, actual: labels.length } },
      );
    }
  }
  checkClassNames(owner, 'dataset.classNames', classNames);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param shape - What the caller gave.
 * @throws ArgumentError when it is not `[height, width, channels]`, each at least 1; ShapeError for another number of sides.
 */
export function checkImageShape(owner: string, name: string, shape: ImageShape): void {
  const sides: readonly number[] = checkArray(owner, name, shape);
  if (sides.length !== 3) {
    throw new ShapeError(
      `${owner}: ${name} must be [height, width, channels], got [${sides.join(', ')}]`,
      { data: { name, expected: 3, actual: sides.length } },
    );
  }
  for (const [axis, side] of sides.entries()) checkCount(owner, `${name}[${axis}]`, side);
  checkNumbersPerImage(owner, `the product of ${name}`, shape);
}

/**
 * @param owner - Opens the message.
 * @param name - What to call their number.
 * @param shape - Sides of at least 1.
 * @throws ArgumentError when one image has more numbers than memory should be asked for.
 */
export function checkNumbersPerImage(owner: string, name: string, shape: readonly number[]): void {
  const count = shape.reduce((all, side) => all * side, 1);
  checkCount(owner, name, count, { most: MOST_NUMBERS });
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param classNames - What the caller gave.
 * @throws ArgumentError when they are given and no texts.
 */
export function checkClassNames(
  owner: string,
  name: string,
  classNames: readonly string[] | undefined,
): void {
  if (classNames === undefined) return;
  for (const [label, text] of checkArray(owner, name, classNames).entries()) {
    if (typeof text !== 'string') checkText(owner, `${name}[${label}]`, text);
  }
}
