import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { BallBox, BallState } from './ballState.ts';
import { fromLargest } from './packedPlaces.ts';

/** Places tried for one ball before all begin anew. */
const TRIES = 64;

/** How often to begin anew before the box counts as too full for this. */
const STARTS = 16;

/**
 * Draws where balls are, evenly among the places where they overlap neither each other nor a wall: each ball in turn, from the largest on, as
 * long as it takes.
 *
 * @param balls - Receives the centres of the first `count` balls, whose radii it has.
 * @param count - How many.
 * @param box - The walls.
 * @param stream - Decides.
 * @returns Whether places were found; else the centres mean nothing.
 */
export function placeBalls(
  balls: BallState,
  count: number,
  box: BallBox,
  stream: RandomStream,
): boolean {
  const order = fromLargest(balls.radii.subarray(0, count));
  for (let start = 0; start < STARTS; start++) {
    if (order.every((i, placed) => placeOne(balls, order, placed, box, stream))) return true;
  }
  return false;
}

function placeOne(
  balls: BallState,
  order: readonly number[],
  placed: number,
  box: BallBox,
  stream: RandomStream,
): boolean {
  const { x, y, radii } = balls;
  const i = order[placed] as number;
  const radius = radii[i] as number;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    x[i] = stream.uniform(radius, box.width - radius);
    y[i] = stream.uniform(radius, box.height - radius);
    if (isFree(balls, order, placed)) return true;
  }
  return false;
}

function isFree(balls: BallState, order: readonly number[], placed: number): boolean {
  const { x, y, radii } = balls;
  const i = order[placed] as number;
  for (let k = 0; k < placed; k++) {
    const j = order[k] as number;
    const dx = (x[i] as number) - (x[j] as number);
    const dy = (y[i] as number) - (y[j] as number);
    const reach = (radii[i] as number) + (radii[j] as number);
    if (dx * dx + dy * dy < reach * reach) return false;
  }
  return true;
}
