import type { BallTracks } from './ballTracks.ts';
import type { BallWorld } from './ballWorld.ts';

/**
 * Lets a world move, and notes each frame; the first one is the world as it is.
 *
 * @param world - Balls, ready to move.
 * @param count - How many.
 * @param track - Receives one sequence; its steps say how many frames.
 */
export function recordTracks(world: BallWorld, count: number, track: BallTracks): void {
  const { state } = world;
  const { steps, objects, positions, velocities } = track;
  // What a sequence before this one may have left.
  if (count < objects) {
    for (const values of [positions, velocities, track.radii, track.masses]) values.fill(0);
    track.collisions.fill(0);
    track.wallHits.fill(0);
  }
  track.counts[0] = count;
  for (let j = 0; j < count; j++) {
    track.radii[j] = state.radii[j] as number;
    track.masses[j] = state.masses[j] as number;
  }
  const seen = new Int32Array(2 * objects);
  for (let step = 0; step < steps; step++) {
    if (step > 0) world.advance(1);
    for (let j = 0; j < count; j++) {
      const k = step * objects + j;
      positions[2 * k] = state.x[j] as number;
      positions[2 * k + 1] = state.y[j] as number;
      velocities[2 * k] = state.vx[j] as number;
      velocities[2 * k + 1] = state.vy[j] as number;
      track.collisions[k] = Math.min(
        255,
        (world.collisions[j] as number) - (seen[2 * j] as number),
      );
      track.wallHits[k] = Math.min(
        255,
        (world.wallHits[j] as number) - (seen[2 * j + 1] as number),
      );
      seen[2 * j] = world.collisions[j] as number;
      seen[2 * j + 1] = world.wallHits[j] as number;
    }
  }
}
