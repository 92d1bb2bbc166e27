import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CheckedBallOptions } from './ballOptions.ts';
import type { BallState } from './ballState.ts';
import type { BallWorld } from './ballWorld.ts';
import { placeBalls } from './placeBalls.ts';

/** How many sides of the box balls move before the first frame where they began on shelves. */
const SIDES_TO_MIX = 20;

/**
 * Draws how a sequence begins: how many balls, their radii and masses, where they are and how they move.
 *
 * @param options - What may be.
 * @param world - Receives it, and is ready to move on.
 * @param stream - Decides; the parts are drawn apart, so one option does not move what another one draws.
 * @returns How many balls there are.
 */
export function drawBalls(
  options: CheckedBallOptions,
  world: BallWorld,
  stream: RandomStream,
): number {
  const { balls, masses, box, places, speed } = options;
  const { state } = world;
  const count =
    balls.least === balls.most
      ? balls.most
      : stream.split('count').integer(balls.least, balls.most + 1);
  const sizes = stream.split('radii');
  for (let j = 0; j < count; j++) {
    const { least, most } = options.radii[j] as { least: number; most: number };
    const radius = least === most ? least : sizes.uniform(least, most);
    state.radii[j] = radius;
  }
  drawVelocities(state, count, speed, stream.split('velocities'));
  if (!placeBalls(state, count, box, stream.split('positions'))) {
    for (let j = 0; j < count; j++) {
      state.x[j] = places[2 * j] as number;
      state.y[j] = places[2 * j + 1] as number;
    }
    // With equal masses, so that masses do not move where balls begin.
    state.masses.fill(1);
    world.begin(count);
    world.advance(SIDES_TO_MIX / speed, 'stop');
    drawVelocities(state, count, speed, stream.split('velocities'));
  }
  for (let j = 0; j < count; j++) {
    const radius = state.radii[j] as number;
    state.masses[j] = masses === null ? Math.PI * radius ** 2 : (masses[j] as number);
  }
  world.begin(count);
  return count;
}

/** Normal, then scaled so that the mean square over the balls is that of the speed. */
function drawVelocities(
  { vx, vy }: BallState,
  count: number,
  speed: number,
  stream: RandomStream,
): void {
  let sum: number;
  do {
    sum = 0;
    for (let j = 0; j < count; j++) {
      vx[j] = stream.normal();
      vy[j] = stream.normal();
      sum += (vx[j] as number) ** 2 + (vy[j] as number) ** 2;
    }
  } while (sum === 0);
  const scale = speed * Math.sqrt(count / sum);
  for (let j = 0; j < count; j++) {
    vx[j] = scale * (vx[j] as number);
    vy[j] = scale * (vy[j] as number);
  }
}
