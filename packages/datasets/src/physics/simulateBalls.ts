import {
  ArgumentError,
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import { checkMass } from './ballOptions.ts';
import type { BallBox } from './ballState.ts';
import { emptyTracks } from './ballTracks.ts';
import type { BallTracks } from './ballTracks.ts';
import { BallWorld } from './ballWorld.ts';
import { recordTracks } from './recordTracks.ts';

/** Balls at one moment, all of them beside each other within the walls. */
export interface BallStart {
  /** `[balls]`, above 0. */
  readonly radii: ArrayLike<number>;
  /** `[balls]`, above 0. Default: pi times the square of the radius. */
  readonly masses?: ArrayLike<number>;
  /** `[balls, 2]`: x, from the left wall, then y, from the upper one. */
  readonly positions: ArrayLike<number>;
  /** `[balls, 2]`, per frame. */
  readonly velocities: ArrayLike<number>;
}

/** Options of {@link simulateBalls}. */
export interface SimulateBallsOptions {
  /** Frames, the start included; at least 1. */
  readonly steps: number;
  /** From the left wall to the right one, above 0. Default: 1. */
  readonly width?: number;
  /** From the upper wall to the lower one, above 0. Default: 1. */
  readonly height?: number;
}

/** How far balls may overlap each other or a wall, in shares of their radii: what the rounding of a simulation before this one left. */
const OVERLAP = 1e-9;

/**
 * Moves elastic balls in a box from a start of your own, from one collision to the next at the exact times.
 *
 * @param start - Radii, masses, places and velocities.
 * @param options - Frames and walls.
 * @returns The tracks of one sequence, whose first frame is the start.
 * @throws ArgumentError when there is no ball, a radius or mass is not above 0, balls overlap each other or reach through a wall, and when they are
 *   wedged so that collisions never end; ShapeError when the parts of the start are not of as many balls; ValuesError for NaN and infinite numbers.
 *
 * @example
 * ```ts
 * import { simulateBalls } from '@causal-mechanisms/datasets';
 *
 * // A ball hits one at rest of the same mass, head-on: they exchange their velocities.
 * const { positions } = simulateBalls(
 *   { radii: [0.1, 0.1], positions: [0.2, 0.5, 0.6, 0.5], velocities: [0.1, 0, 0, 0] },
 *   { steps: 5 },
 * );
 * const x = (step: number, ball: number) => (positions[step * 4 + ball * 2] ?? 0).toFixed(2);
 * console.log(x(4, 0), x(4, 1)); // 0.40 0.80
 * ```
 */
export function simulateBalls(start: BallStart, options: SimulateBallsOptions): BallTracks {
  const owner = 'simulateBalls';
  const { radii, masses, positions, velocities } = checkOptions(owner, start, 'start');
  const { steps, width = 1, height = 1 } = checkOptions(owner, options);
  checkNumbers(owner, 'start.radii', radii);
  const count = radii.length;
  checkCount(owner, 'the number of balls', count, { most: 4096 });
  if (masses !== undefined) checkNumbers(owner, 'start.masses', masses, { length: count });
  checkNumbers(owner, 'start.positions', positions, { length: 2 * count });
  checkNumbers(owner, 'start.velocities', velocities, { length: 2 * count });
  checkCount(owner, 'steps', steps, { most: Math.floor(MOST_NUMBERS / (2 * count)) });
  checkNumber(owner, 'width', width, { above: 0 });
  checkNumber(owner, 'height', height, { above: 0 });
  const world = new BallWorld(count, { width, height });
  const { state } = world;
  for (let j = 0; j < count; j++) {
    const radius = radii[j] as number;
    const mass = masses === undefined ? Math.PI * radius ** 2 : (masses[j] as number);
    checkNumber(owner, `start.radii[${j}]`, radius, { above: 0 });
    checkMass(owner, `start.masses[${j}]`, mass);
    state.radii[j] = radius;
    state.masses[j] = mass;
    state.x[j] = positions[2 * j] as number;
    state.y[j] = positions[2 * j + 1] as number;
    state.vx[j] = velocities[2 * j] as number;
    state.vy[j] = velocities[2 * j + 1] as number;
    checkPlace(owner, world, j, { width, height });
  }
  world.begin(count);
  const tracks = emptyTracks(1, steps, count, false);
  recordTracks(world, count, tracks);
  return tracks;
}

/** Ball j stands within the walls, and beside all that are before it. */
function checkPlace(owner: string, { state }: BallWorld, j: number, box: BallBox): void {
  const { x, y, radii } = state;
  const [px, py, radius] = [x[j] as number, y[j] as number, radii[j] as number];
  const slack = radius * OVERLAP;
  const least = radius - slack;
  const inside = px >= least && py >= least && px <= box.width - least && py <= box.height - least;
  // With no room between the walls a ball would hit them without end.
  if (!inside || 2 * radius >= Math.min(box.width, box.height)) {
    throw new ArgumentError(
      `${owner}: start.positions must keep ball ${j} of radius ${radius} within the box of ${box.width} by ${box.height}, got ${px}, ${py}`,
      { data: { ball: j, x: px, y: py, radius } },
    );
  }
  for (let i = 0; i < j; i++) {
    const reach = radius + (radii[i] as number);
    const distance = Math.hypot(px - (x[i] as number), py - (y[i] as number));
    if (distance >= reach * (1 - OVERLAP)) continue;
    throw new ArgumentError(
      `${owner}: start.positions must keep balls apart, got a distance of ${distance} between balls ${i} and ${j}, whose radii add up to ${reach}`,
      { data: { balls: [i, j], distance, reach } },
    );
  }
}
