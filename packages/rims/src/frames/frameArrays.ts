import * as tf from '@tensorflow/tfjs';
import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { FrameModelConfig } from './frameModelConfig.ts';

/** Frames of sequences side by side, as plain arrays: no tensor, nothing to dispose of. */
export interface FrameArrays {
  /** Sequences. */
  readonly size: number;
  /** Frames of each. */
  readonly steps: number;
  /** Height, width and channels of a frame. */
  readonly shape: ImageShape;
  /** Pixels in [0, 1], `[size, steps, height, width, channels]`. */
  readonly values: Float32Array;
}

/**
 * Checks frames before they are read.
 *
 * @param owner - Opens the message.
 * @param frames - The frames.
 * @param config - Of the model that is to read them.
 * @throws ShapeError when there is nothing to read, or the sizes do not fit; ValuesError for pixels outside of [0, 1].
 */
export function checkFrames(
  owner: string,
  frames: FrameArrays,
  { shape: expected }: Pick<FrameModelConfig, 'shape'>,
): void {
  const { size, steps, shape, values } = checkOptions(owner, frames, 'frames');
  checkCount(owner, 'size', size, { least: 0 });
  checkCount(owner, 'steps', steps, { least: 0 });
  checkNumbers(owner, 'shape', shape, { length: 3, whole: true, least: 1 });
  checkNumbers(owner, 'values', values, { kinds: [Float32Array], anyNumber: true });
  const pixels = expected.reduce((product, side) => product * side, size * steps);
  const fits = expected.every((side, axis) => side === shape[axis]);
  if (size < 1 || steps < 1 || !fits || values.length !== pixels) {
    throw new ShapeError(
      `${owner}: expected at least one frame of ${expected.join(' x ')}, got ${values.length} numbers as ${steps} steps of ${size} sequences of ` +
        shape.join(' x '),
      { data: { expected, actual: { size, steps, shape, length: values.length } } },
    );
  }
  const place = values.findIndex((value) => !(value >= 0 && value <= 1));
  if (place < 0) return;
  throw new ValuesError(
    `${owner}: expected values in [0, 1], got ${String(values[place])} at place ${place}`,
    { data: { place, value: values[place] } },
  );
}

/**
 * Copies a stretch of frames of every sequence.
 *
 * @param frames - Checked frames; not changed.
 * @param from - The first frame.
 * @param count - How many, of those there are.
 * @returns As many frames of the same sequences.
 */
export function sliceFrames(frames: FrameArrays, from: number, count: number): FrameArrays {
  const { size, steps, shape, values } = frames;
  const pixels = shape.reduce((product, side) => product * side, 1);
  const cut = new Float32Array(size * count * pixels);
  for (let i = 0; i < size; i++) {
    const start = (i * steps + from) * pixels;
    cut.set(values.subarray(start, start + count * pixels), i * count * pixels);
  }
  return { size, steps: count, shape, values: cut };
}

/**
 * @param frames - Checked frames.
 * @returns Their tensor `[size, steps, height, width, channels]`; the caller disposes of it.
 */
export function frameTensor({ size, steps, shape, values }: FrameArrays): tf.Tensor5D {
  // A copy: a backend may keep the array that a tensor is made of.
  return tf.tensor5d(values.slice(), [size, steps, ...shape]);
}
