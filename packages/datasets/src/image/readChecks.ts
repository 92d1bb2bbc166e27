import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';

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
 * @throws ArgumentError that names the first other one.
 */
export function checkIndices(owner: string, indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] ?? NaN;
    if (!(Number.isInteger(index) && index >= 0 && index < size)) {
      throw new ArgumentError(`${owner}: index ${index} is not in [0, ${size})`, {
        data: { place: i, index, size },
      });
    }
  }
}
