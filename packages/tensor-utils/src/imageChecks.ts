import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { checkList, checkOptions } from './argumentChecks.ts';
import { checkNumberArray } from './arrayChecks.ts';
import { checkCount } from './checks.ts';
import { ShapeError, ValuesError } from './errors.ts';
import { checkTensor } from './tensorChecks.ts';

/** Height, width and number of channels of an image. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * Checks that a tensor is a batch of images.
 *
 * @param owner - The function that asks; opens the message.
 * @param images - Should have the shape `[n, height, width, channels]`.
 * @param expected - The exact image shape; entries of `null` are free. Default: all free.
 * @returns The same tensor, typed.
 * @throws ShapeError when it is not.
 *
 * @example
 * ```ts
 * import { asImageBatch } from '@causal-mechanisms/tensor-utils';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const images: tf.Tensor = tf.zeros([2, 28, 28, 1]);
 * console.log(asImageBatch('example', images, [28, 28, null]).shape[3]); // 1
 * images.dispose();
 * ```
 */
export function asImageBatch(
  owner: string,
  images: Tensor,
  expected: readonly (number | null)[] = [null, null, null],
): Tensor4D {
  checkList(owner, 'expected', expected);
  checkTensor(owner, 'images', images, { dtype: ['float32', 'int32', 'bool'] });
  const fits =
    images.rank === 4 &&
    expected.every((size, axis) => size === null || images.shape[axis + 1] === size);
  if (!fits) {
    const wanted = ['n', ...expected.map((size) => size ?? '*')].join(', ');
    throw new ShapeError(
      `${owner}: images must have the shape [${wanted}], got [${images.shape.join(', ')}]`,
      { data: { expected, actual: images.shape } },
    );
  }
  return images as Tensor4D;
}

/** A run of consecutive pixels. */
export interface PixelRange {
  /** The first one. Default: 0. */
  readonly from?: number;
  /** One past the last one. Default: all of them. */
  readonly to?: number;
}

/**
 * Checks that every pixel is a number in [0, 1].
 *
 * @param owner - The function that asks; opens the message.
 * @param pixels - Any number of pixels.
 * @param range - Which of them to look at, so that many can be checked piece by piece.
 * @throws ValuesError that names the first offending place.
 *
 * @example
 * ```ts
 * import { checkPixels, ValuesError } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkPixels('example', [0, 0.5, 255]);
 * } catch (error) {
 *   if (error instanceof ValuesError) console.log(error.data); // { index: 2, value: 255 }
 * }
 * ```
 */
export function checkPixels(
  owner: string,
  pixels: ArrayLike<number>,
  range: PixelRange = {},
): void {
  checkNumberArray(owner, 'pixels', pixels);
  const { from = 0, to = pixels.length } = checkOptions(owner, range, 'range');
  checkCount(owner, 'range.to', to, { least: 0, most: pixels.length });
  checkCount(owner, 'range.from', from, { least: 0, most: to });
  for (let i = from; i < to; i++) {
    const pixel = pixels[i] ?? NaN;
    if (!(pixel >= 0 && pixel <= 1)) {
      throw new ValuesError(`${owner}: pixels must lie in [0, 1], got ${pixel} at place ${i}`, {
        data: { index: i, value: pixel },
      });
    }
  }
}
