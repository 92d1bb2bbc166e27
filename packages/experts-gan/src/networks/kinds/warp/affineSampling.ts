import * as tf from '@tensorflow/tfjs';
import { tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';

/** Affine maps from a place in the output, in pixels from the centre, to the place in the input that is read for it. */
export interface AffineMaps {
  /** `[maps, 2, 2]`: rows for x (to the right) and y (down). */
  readonly linear: tf.Tensor3D;
  /** `[maps, 2]`, in pixels. */
  readonly offset: tf.Tensor2D;
}

/** What the maps read. */
export interface AffineSamples {
  /** The value at every place: `[maps, pixels, columns]`. */
  readonly values: tf.Tensor3D;
  /** How it changes when the place moves to the right by a pixel. */
  readonly alongX: tf.Tensor3D;
  /** How it changes when the place moves down by a pixel. */
  readonly alongY: tf.Tensor3D;
}

/**
 * Images as columns, so that one map reads all of them at once.
 *
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns `[height * width, n * c]`; the caller disposes of it.
 */
export function imageColumns(images: tf.Tensor4D): tf.Tensor2D {
  const [n, height, width, c] = images.shape;
  return tf.tidy(() => images.transpose([1, 2, 0, 3]).reshape([height * width, n * c]));
}

/**
 * @param columns - From {@link imageColumns}; not disposed.
 * @param shape - Of the images.
 * @returns The images; the caller disposes of them.
 */
export function columnImages(columns: tf.Tensor, shape: tf.Tensor4D['shape']): tf.Tensor4D {
  const [n, height, width, c] = shape;
  return tf.tidy(() => columns.reshape([height, width, n, c]).transpose([2, 0, 1, 3]));
}

/**
 * The places of the pixels of an image.
 *
 * @param height - Of the image.
 * @param width - Of the image.
 * @returns `x` and `y` `[1, height * width]`, from the centre; the caller disposes of them.
 */
export function pixelPlaces(height: number, width: number): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const places = (at: (pixel: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: height * width }, (_, p) => at(p)),
      [1, height * width],
    );
  return {
    x: places((p) => (p % width) - (width - 1) / 2),
    y: places((p) => Math.floor(p / width) - (height - 1) / 2),
  };
}

/**
 * Reads images at the places that affine maps send their pixels to: bilinear between four pixels, zero outside the image.
 *
 * @param maps - The maps; not disposed.
 * @param columns - From {@link imageColumns}; not disposed.
 * @param size - Height and width of the images.
 * @returns Values and slopes; the caller disposes of them.
 */
export function sampleAffine(
  { linear, offset }: AffineMaps,
  columns: tf.Tensor2D,
  [height, width]: readonly [number, number],
): AffineSamples {
  return tidyAll(() => {
    const [maps] = linear.shape;
    const { x, y } = pixelPlaces(height, width);
    const entry = (row: number, column: number) =>
      linear.slice([0, row, column], [maps, 1, 1]).reshape<tf.Tensor2D>([maps, 1]);
    const read = (row: number, size: number) => {
      const at = x
        .mul(entry(row, 0))
        .add(y.mul(entry(row, 1)))
        .add(offset.slice([0, row], [maps, 1]))
        .add((size - 1) / 2);
      const first = at.floor();
      return { first, part: at.sub(first).expandDims(2) };
    };
    const [across, down] = [read(0, width), read(1, height)];
    const corner = (right: number, below: number): tf.Tensor3D => {
      const [column, row] = [across.first.add(right), down.first.add(below)];
      const [columnIn, rowIn] = [column.clipByValue(0, width - 1), row.clipByValue(0, height - 1)];
      const inside = tf.logicalAnd(column.equal(columnIn), row.equal(rowIn)).toFloat();
      const pixel = rowIn.mul(width).add(columnIn).toInt().reshape<tf.Tensor1D>([-1]);
      const found = tf.gather(columns, pixel).reshape([maps, height * width, -1]);
      return found.mul(inside.expandDims(2));
    };
    const [here, right, below, both] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
    const above = here.add(right.sub(here).mul(across.part));
    const under = below.add(both.sub(below).mul(across.part));
    const alongY = under.sub(above);
    const ofRight = right.sub(here);
    const alongX = ofRight.add(both.sub(below).sub(ofRight).mul(down.part));
    const [values, dx, dy] = tensorTuple(
      [above.add(alongY.mul(down.part)), alongX, alongY],
      [3, 3, 3],
    );
    return { values, alongX: dx, alongY: dy };
  });
}
