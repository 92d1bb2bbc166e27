import type { ObjectTracks } from '../frames/frameSequences.ts';

/** Where balls are in each frame, what they hit, and what they are. */
export interface BallTracks extends ObjectTracks {
  /** `[size, steps, objects]`: how often the ball hit another one since the frame before, 255 at most. */
  readonly collisions: Uint8Array;
  /** `[size, steps, objects]`: how often the ball hit a wall since the frame before, 255 at most. */
  readonly wallHits: Uint8Array;
  /** `[size, objects]`. */
  readonly radii: Float64Array;
  /** `[size, objects]`. */
  readonly masses: Float64Array;
}

/**
 * @param size - Sequences.
 * @param steps - Frames of each.
 * @param objects - Most balls of any.
 * @param curtains - Whether there are any.
 * @returns Tracks with room for them.
 */
export function emptyTracks(
  size: number,
  steps: number,
  objects: number,
  curtains: boolean,
): BallTracks {
  return {
    size,
    steps,
    objects,
    counts: new Int32Array(size),
    positions: new Float64Array(size * steps * objects * 2),
    velocities: new Float64Array(size * steps * objects * 2),
    collisions: new Uint8Array(size * steps * objects),
    wallHits: new Uint8Array(size * steps * objects),
    radii: new Float64Array(size * objects),
    masses: new Float64Array(size * objects),
    ...(curtains ? { curtains: new Float64Array(size * 4) } : {}),
  };
}

/**
 * @param tracks - Receives the tracks of a sequence.
 * @param place - As which sequence.
 * @param one - The tracks of one sequence, of the same steps and objects.
 */
export function putTracks(tracks: BallTracks, place: number, one: BallTracks): void {
  tracks.counts[place] = one.counts[0] as number;
  tracks.positions.set(one.positions, place * one.positions.length);
  tracks.velocities.set(one.velocities, place * one.velocities.length);
  tracks.collisions.set(one.collisions, place * one.collisions.length);
  tracks.wallHits.set(one.wallHits, place * one.wallHits.length);
  tracks.radii.set(one.radii, place * one.objects);
  tracks.masses.set(one.masses, place * one.objects);
  if (one.curtains !== undefined) tracks.curtains?.set(one.curtains, place * 4);
}
