import {
  ArgumentError,
  checkNumbers,
  checkPixels,
  pacer,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';

/** Numbers between two looks at the clock: about a millisecond of copying or checking. */
export const PIECE = 2 ** 18;

/** @returns Numbers per image. */
export function pixelsPerImage(shape: ImageShape): number {
  return shape[0] * shape[1] * shape[2];
}

/**
 * Checks the arguments of a data set's `read`.
 *
 * @param owner - The data set; opens the message.
 * @param indices - Should all be in [0, size).
 * @param out - Should have room for exactly these images.
 * @param size - Images there are.
 * @param perImage - Numbers per image.
 * @throws ArgumentError for an index that is not there, ShapeError for an array of the wrong length.
 */
export function checkRead(
  owner: string,
  indices: Int32Array,
  out: Float32Array,
  size: number,
  perImage: number,
): void {
  checkNumbers(owner, 'indices', indices, { kinds: [Int32Array], anyNumber: true });
  checkNumbers(owner, 'out', out, { kinds: [Float32Array], anyNumber: true });
  checkIndices(owner, indices, size);
  if (out.length !== indices.length * perImage) {
    throw new ShapeError(
      `${owner}: ${indices.length} images need an array of ${indices.length * perImage} numbers, got ${out.length}`,
      { data: { expected: indices.length * perImage, actual: out.length } },
    );
  }
}

/**
 * Checks that indices name images that exist.
 *
 * @param owner - Who asks; opens the message.
 * @param indices - Should all be integers in [0, size).
 * @param size - Images there are.
 * @param name - The argument they came as; then that they are numbers is checked too. Default: none.
 * @throws ArgumentError that names the first other one.
 */
export function checkIndices(
  owner: string,
  indices: ArrayLike<number>,
  size: number,
  name?: string,
): void {
  if (name !== undefined) checkNumbers(owner, name, indices, { anyNumber: true });
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] ?? NaN;
    if (!(Number.isInteger(index) && index >= 0 && index < size)) {
      const place = name === undefined ? '' : `, at place ${i} of ${name}`;
      throw new ArgumentError(`${owner}: index ${index} is not in [0, ${size})${place}`, {
        data: { place: i, index, size },
      });
    }
  }
}

/**
 * Checks that every pixel is a number in [0, 1], with turns for the event loop.
 *
 * @param owner - Who asks; opens the message.
 * @param pixels - Any number of pixels.
 * @throws ValuesError that names the first offending place.
 */
export async function checkManyPixels(owner: string, pixels: ArrayLike<number>): Promise<void> {
  const pause = pacer();
  for (let from = 0; from < pixels.length; from += PIECE) {
    await pause();
    checkPixels(owner, pixels, { from, to: Math.min(from + PIECE, pixels.length) });
  }
}
