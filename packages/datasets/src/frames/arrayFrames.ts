import {
  ArgumentError,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  pacer,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { checkImageShape, MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { DataOrigin } from '../image/imageDataset.ts';
import { bytesToUnit } from './bytesToUnit.ts';
import { checkFrameRead, checkMaskRead } from './frameChecks.ts';
import type { FrameSequences } from './frameSequences.ts';

/** What {@link arrayFrames} is made of. */
export interface ArrayFramesOptions {
  /** A short name for tables and messages. */
  readonly name: string;
  /** Where the sequences come from. Default: the caller's own. */
  readonly origin?: DataOrigin;
  /**
   * All frames, `[sequences, steps, height, width, channels]`: bytes 0-255, which are kept and not copied, or numbers in [0, 1], which are copied and
   * rounded to bytes.
   */
  readonly frames: Uint8Array | Float32Array;
  /** Frames of each sequence, at least 1. */
  readonly steps: number;
  /** Height, width and channels of every frame, each at least 1. */
  readonly shape: ImageShape;
  /** Which object each pixel shows, `[sequences, steps, height, width]`: 0 for none; kept, not copied. Default: not known. */
  readonly masks?: Uint8Array;
}

/**
 * Videos from an array in memory.
 *
 * @param options - Frames and their shape.
 * @returns The sequences.
 * @throws ShapeError when the frames are no whole number of sequences, or the masks are not one byte per pixel; ValuesError for numbers outside
 *   [0, 1]; ArgumentError for an impossible shape, and without any sequence.
 *
 * @example
 * ```ts
 * import { arrayFrames } from '@causal-mechanisms/datasets';
 *
 * // Two videos of three frames of 2 by 2.
 * const frames = Uint8Array.from({ length: 2 * 3 * 4 }, (_, k) => (k % 2) * 255);
 * const videos = arrayFrames({ name: 'stripes', frames, steps: 3, shape: [2, 2, 1] });
 * const out = new Float32Array(12);
 * await videos.read(Int32Array.of(1), out);
 * console.log(videos.size, out[0], out[1]); // 2 0 1
 * ```
 */
export function arrayFrames(options: ArrayFramesOptions): FrameSequences {
  const { name, origin, frames, steps, shape, masks } = checkOptions('arrayFrames', options);
  checkText('arrayFrames', 'name', name);
  const owner = `arrayFrames(${name})`;
  checkImageShape(owner, 'shape', shape);
  const [height, width, channels] = shape;
  const frame = height * width;
  checkCount(owner, 'steps', steps, { most: Math.floor(MOST_NUMBERS / (frame * channels)) });
  checkNumbers(owner, 'frames', frames, { kinds: [Uint8Array, Float32Array], anyNumber: true });
  const perSequence = steps * frame * channels;
  const size = frames.length / perSequence;
  if (!Number.isInteger(size)) {
    throw new ShapeError(
      `${owner}: frames must be whole sequences of ${steps} frames of shape [${shape.join(', ')}], got ${frames.length} numbers`,
      { data: { expected: perSequence, actual: frames.length } },
    );
  }
  if (size === 0) throw new ArgumentError(`${owner}: frames must hold a sequence, got none`);
  if (masks !== undefined) {
    const length = size * steps * frame;
    checkNumbers(owner, 'masks', masks, { kinds: [Uint8Array], length });
  }
  const bytes = asBytes(owner, frames);
  return {
    name,
    origin: origin ?? { kind: 'own', description: name },
    size,
    steps,
    shape,
    read: async (indices, out) => {
      checkFrameRead(name, indices, out, size, perSequence);
      await eachSequence(indices, (index, place) => {
        const sequence = bytes.subarray(index * perSequence, (index + 1) * perSequence);
        if (out instanceof Uint8Array) out.set(sequence, place * perSequence);
        else bytesToUnit(sequence, out, place * perSequence);
      });
    },
    ...(masks !== undefined && {
      masks: async (indices: Int32Array, out: Uint8Array) => {
        const pixels = steps * frame;
        checkMaskRead(name, indices, out, size, pixels);
        await eachSequence(indices, (index, place) => {
          out.set(masks.subarray(index * pixels, (index + 1) * pixels), place * pixels);
        });
      },
    }),
  };
}

async function eachSequence(
  indices: Int32Array,
  copy: (index: number, place: number) => void,
): Promise<void> {
  const pause = pacer();
  for (const [place, index] of indices.entries()) {
    await pause();
    copy(index, place);
  }
}

function asBytes(owner: string, frames: Uint8Array | Float32Array): Uint8Array {
  if (frames instanceof Uint8Array) return frames;
  checkNumbers(owner, 'frames', frames, { least: 0, most: 1 });
  return Uint8Array.from(frames, (pixel) => Math.round(255 * pixel));
}
