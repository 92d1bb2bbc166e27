import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { DataOrigin } from '../image/imageDataset.ts';

/** Videos of equal length that can be read by index. Rows come first, channels last; a pixel is in [0, 1], kept in 256 steps. */
export interface FrameSequences {
  /** A short name for tables, such as `bouncing-balls/train`. */
  readonly name: string;
  /** Where the sequences come from. */
  readonly origin: DataOrigin;
  /** Number of sequences, at least 1. */
  readonly size: number;
  /** Frames of every sequence, at least 1. */
  readonly steps: number;
  /** Height, width and channels of every frame. */
  readonly shape: ImageShape;
  /**
   * Reads frames into an array. The same index gives the same sequence, whatever was read before. Long reads give the event loop turns.
   *
   * @param indices - Which sequences, in [0, size). Do not change them before the promise resolves.
   * @param out - Receives `[indices, steps, height, width, channels]`, complete when the promise resolves: pixels in [0, 1] where it holds
   *   floats, from 0 to 255 where it holds bytes.
   */
  read(indices: Int32Array, out: Float32Array | Uint8Array): Promise<void>;
  /**
   * Where the objects are in each frame. There only where it is known.
   *
   * @param indices - Which sequences, in [0, size).
   * @returns The tracks, in the order of the indices; the arrays are the caller's own.
   */
  tracks?(indices: Int32Array): Promise<ObjectTracks>;
  /**
   * Which object each pixel shows. There only where it is known.
   *
   * @param indices - Which sequences, in [0, size).
   * @param out - Receives `[indices, steps, height, width]`: 0 where a pixel shows no object, 1 + j where it shows object j.
   */
  masks?(indices: Int32Array, out: Uint8Array): Promise<void>;
}

/**
 * Objects of sequences, frame by frame. A position is x, to the right, then y, down, from the upper left corner of the frame; the unit is the
 * shorter side of the frame. What belongs to an object that a sequence does not have is 0.
 */
export interface ObjectTracks {
  /** Sequences. */
  readonly size: number;
  /** Frames of each. */
  readonly steps: number;
  /** Most objects of any sequence of the data set. */
  readonly objects: number;
  /** `[size]`, how many objects each sequence has: the first ones. */
  readonly counts: Int32Array;
  /** `[size, steps, objects, 2]`. */
  readonly positions: Float64Array;
  /** `[size, steps, objects, 2]`, per frame. */
  readonly velocities: Float64Array;
  /** `[size, steps, objects]`: how often the object hit another one since the frame before, 255 at most. */
  readonly collisions?: Uint8Array;
  /** `[size, steps, objects]`: how often the object hit a wall since the frame before, 255 at most. */
  readonly wallHits?: Uint8Array;
  /** `[size, objects]`. */
  readonly radii?: Float64Array;
  /** `[size, objects]`. */
  readonly masses?: Float64Array;
  /** `[size, 4]`: left edge, upper edge, width and height of what hides a part of the frame. */
  readonly curtains?: Float64Array;
}
