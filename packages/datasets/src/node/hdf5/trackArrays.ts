import type { ObjectTracks } from '../../frames/frameSequences.ts';

/** How a part of the tracks is kept in a file. */
export interface TrackArray {
  /** The part. */
  readonly part: Exclude<keyof ObjectTracks, 'size' | 'steps' | 'objects' | 'counts'>;
  /** The array in the file. */
  readonly name: string;
  /** Whether it has a number for each frame, along the first axis; sequences follow. */
  readonly perStep: boolean;
  /** Whether it holds bytes. */
  readonly bytes: boolean;
  /** The sides of what it has of a sequence, or of a frame of one. */
  readonly sides: (objects: number) => readonly number[];
}

/** Those that files of others have too come first, the ones that are needed before all. */
export const TRACK_ARRAYS: readonly TrackArray[] = [
  {
    part: 'positions',
    name: 'positions',
    perStep: true,
    bytes: false,
    sides: (objects) => [objects, 2],
  },
  {
    part: 'velocities',
    name: 'velocities',
    perStep: true,
    bytes: false,
    sides: (objects) => [objects, 2],
  },
  {
    part: 'collisions',
    name: 'collisions',
    perStep: true,
    bytes: true,
    sides: (objects) => [objects],
  },
  {
    part: 'wallHits',
    name: 'wall_hits',
    perStep: true,
    bytes: true,
    sides: (objects) => [objects],
  },
  { part: 'radii', name: 'radii', perStep: false, bytes: false, sides: (objects) => [objects] },
  { part: 'masses', name: 'masses', perStep: false, bytes: false, sides: (objects) => [objects] },
  { part: 'curtains', name: 'curtains', perStep: false, bytes: false, sides: () => [4] },
];

/**
 * Walks from the order of a file, `[steps, count, width]`, to that of tracks and frames, `[count, steps, width]`.
 *
 * @param count - Sequences.
 * @param steps - Frames of each.
 * @param width - Numbers per frame of a sequence.
 * @param put - Is told where each frame of a sequence begins in the file's order, and where in the other one.
 */
export function eachFrame(
  count: number,
  steps: number,
  width: number,
  put: (from: number, to: number) => void,
): void {
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < count; i++) {
      put((step * count + i) * width, (i * steps + step) * width);
    }
  }
}
