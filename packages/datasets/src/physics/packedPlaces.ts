import type { BallBox } from './ballState.ts';

/** Balls with no room to move would hit each other without end: each needs so much more than its radius. */
const ROOM = 1.05;

/**
 * Places balls on shelves, with a twentieth of their radius to spare: from the largest to the smallest, side by side from the left wall, the
 * next shelf below the first ball of the one before.
 *
 * @param radii - The balls.
 * @param box - The walls.
 * @returns A centre for each ball, x then y, in the order of the radii; `null` where they do not fit in this manner.
 */
export function packedPlaces(radii: readonly number[], box: BallBox): Float64Array | null {
  const places = new Float64Array(2 * radii.length);
  let left = 0;
  let top = 0;
  let shelf = 0;
  for (const i of fromLargest(radii)) {
    const radius = ROOM * (radii[i] ?? 0);
    if (left + 2 * radius > box.width) {
      left = 0;
      top += shelf;
      shelf = 0;
    }
    if (shelf === 0) shelf = 2 * radius;
    if (left + 2 * radius > box.width) return null;
    if (top + 2 * radius > box.height) return null;
    places[2 * i] = left + radius;
    places[2 * i + 1] = top + radius;
    left += 2 * radius;
  }
  return places;
}

/**
 * @param radii - The balls.
 * @returns Their places in order of decreasing radius; of equal ones the first comes first.
 */
export function fromLargest(radii: ArrayLike<number>): number[] {
  const order = Array.from({ length: radii.length }, (_, i) => i);
  return order.sort((a, b) => (radii[b] ?? 0) - (radii[a] ?? 0));
}
