import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkNumbers,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape, RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkFrames, sliceFrames } from './frameArrays.ts';
import type { FrameArrays } from './frameArrays.ts';

/** Image sequences that can be read by index: what models of them train on. */
export interface FrameSource {
  /** Sequences, at least 1. */
  readonly size: number;
  /** Frames of each. */
  readonly steps: number;
  /** Height, width and channels of a frame. */
  readonly shape: ImageShape;
  /**
   * Reads sequences.
   *
   * @param indices - Which, in [0, size).
   * @param out - Receives their pixels in [0, 1], `[indices, steps, height, width, channels]`.
   */
  read(indices: Int32Array, out: Float32Array): Promise<void>;
}

/**
 * Checks what a caller gave as a source of frames.
 *
 * @param owner - Opens the message.
 * @param source - The source.
 * @throws ArgumentError when it lacks something.
 */
export function checkFrameSource(owner: string, source: FrameSource): void {
  const { size, steps, shape } = checkOptions(owner, source, 'source');
  checkCount(owner, 'source.size', size);
  checkCount(owner, 'source.steps', steps);
  checkNumbers(owner, 'source.shape', shape, { length: 3, whole: true, least: 1 });
  checkFunction(owner, 'source.read', (source as { readonly read?: unknown }).read);
}

/**
 * Sequences in memory as a source of frames for training.
 *
 * @param frames - Plain arrays; kept, not copied.
 * @returns The source.
 * @throws ArgumentError, ShapeError when the numbers do not fit the shape; ValuesError for pixels outside of [0, 1].
 *
 * @example
 * ```ts
 * import { frameSource } from '@causal-mechanisms/rims';
 *
 * const source = frameSource({ size: 2, steps: 3, shape: [4, 4, 1], values: new Float32Array(96) });
 * const out = new Float32Array(48);
 * await source.read(Int32Array.of(1), out);
 * console.log(source.size, out.length); // 2 48
 * ```
 */
export function frameSource(frames: FrameArrays): FrameSource {
  checkFrames('frameSource', frames, checkOptions('frameSource', frames, 'frames'));
  const { size, steps, shape, values } = frames;
  const numbers = values.length / size;
  return {
    size,
    steps,
    shape,
    read: (indices, out) =>
      // What is thrown here rejects.
      new Promise((resolve) => {
        const owner = 'frameSource.read';
        checkNumbers(owner, 'indices', indices, { kinds: [Int32Array] });
        const wanted = indices.length * numbers;
        checkNumbers(owner, 'out', out, { kinds: [Float32Array], length: wanted, anyNumber: true });
        indices.forEach((index, place) => {
          if (!(index >= 0 && index < size)) {
            throw new ArgumentError(
              `${owner}: expected indices from 0 to ${size - 1}, got ${index}`,
              { data: { index, size } },
            );
          }
          out.set(values.subarray(index * numbers, (index + 1) * numbers), place * numbers);
        });
        resolve();
      }),
  };
}

/**
 * Reads some sequences, or a stretch of each.
 *
 * @param source - Where from.
 * @param indices - Which.
 * @param stretch - Its first frame and how many. Default: all frames.
 * @returns Their frames.
 */
export async function readFrames(
  source: FrameSource,
  indices: Int32Array,
  stretch: { readonly from: number; readonly count: number } = { from: 0, count: source.steps },
): Promise<FrameArrays> {
  const { steps, shape } = source;
  const size = indices.length;
  const pixels = shape.reduce((product, side) => product * side, 1);
  const values = new Float32Array(size * steps * pixels);
  await source.read(indices, values);
  const all = { size, steps, shape, values };
  const { from, count } = stretch;
  return count === steps ? all : sliceFrames(all, from, count);
}

/**
 * Draws sequences for an update: with replacement, and where fewer frames are wanted than there are, from a frame on that is drawn too.
 *
 * @param source - Where from.
 * @param wanted - How many sequences, and frames of each.
 * @param stream - Decides which.
 * @returns Their frames.
 */
export async function sampleFrames(
  source: FrameSource,
  { size, steps }: { readonly size: number; readonly steps: number },
  stream: RandomStream,
): Promise<FrameArrays> {
  const indices = Int32Array.from({ length: size }, () => stream.integer(0, source.size));
  const from = steps === source.steps ? 0 : stream.integer(0, source.steps - steps + 1);
  return readFrames(source, indices, { from, count: steps });
}
