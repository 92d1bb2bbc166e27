import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { BallBox, BallState } from './ballState.ts';
import { collisionTime } from './collisionTime.ts';
import { exchangeMomentum } from './exchangeMomentum.ts';

/** Collisions in one go: wedged balls would hit each other at the same moment without end. */
const MOST_EVENTS = 100_000;

/**
 * Elastic balls in a box, moved from one collision to the next at the exact times. Between them all move on straight lines, so nothing is lost by
 * steps in time: energy changes by rounding alone.
 */
export class BallWorld {
  /** Where the balls are; may be written to before {@link BallWorld.begin}. */
  readonly state: BallState;
  /** How often each ball hit another one since {@link BallWorld.begin}. */
  readonly collisions: Int32Array;
  /** How often each ball hit a wall since {@link BallWorld.begin}. */
  readonly wallHits: Int32Array;
  readonly #box: BallBox;
  readonly #most: number;
  /** When balls i < j meet, at `i * most + j`; when ball i meets a wall, at `i * most + i`. */
  readonly #times: Float64Array;
  #count = 0;
  #now = 0;

  /**
   * @param most - Room for so many balls.
   * @param box - The walls.
   */
  constructor(most: number, box: BallBox) {
    const numbers = () => new Float64Array(most);
    this.state = {
      x: numbers(),
      y: numbers(),
      vx: numbers(),
      vy: numbers(),
      radii: numbers(),
      masses: numbers(),
    };
    this.collisions = new Int32Array(most);
    this.wallHits = new Int32Array(most);
    this.#box = box;
    this.#most = most;
    this.#times = new Float64Array(most * most);
  }

  /** @param count - How many of the balls take part: the first ones, which neither overlap nor reach through a wall. */
  begin(count: number): void {
    this.#count = count;
    this.#now = 0;
    this.collisions.fill(0);
    this.wallHits.fill(0);
    for (let i = 0; i < count; i++) this.#foresee(i, i);
  }

  /**
   * @param duration - How long to move, at least 0.
   * @param many - What to do where there are more collisions than balls with room to move can have: throw, or stop there. Default: throw.
   * @throws ArgumentError where there are too many collisions.
   */
  advance(duration: number, many: 'throw' | 'stop' = 'throw'): void {
    const end = this.#now + duration;
    for (let events = 0; ; events++) {
      const next = this.#next();
      const time = next < 0 ? Infinity : (this.#times[next] ?? Infinity);
      if (time >= end) break;
      if (events === MOST_EVENTS) {
        if (many === 'stop') return;
        throw new ArgumentError(
          `balls must have room to move, speeds below thousands of boxes per frame and masses of like size: got more than ${MOST_EVENTS} collisions in a time of ${duration}`,
          { data: { duration, count: this.#count } },
        );
      }
      this.#move(time);
      const i = Math.floor(next / this.#most);
      const j = next % this.#most;
      if (i === j) this.#reflect(i);
      else this.#collide(i, j);
    }
    this.#move(end);
  }

  #next(): number {
    const times = this.#times;
    let next = -1;
    let first = Infinity;
    for (let i = 0; i < this.#count; i++) {
      const row = i * this.#most;
      for (let k = row + i; k < row + this.#count; k++) {
        const time = times[k] as number;
        if (time < first) {
          first = time;
          next = k;
        }
      }
    }
    return next;
  }

  #move(time: number): void {
    const { x, y, vx, vy } = this.state;
    const duration = time - this.#now;
    for (let i = 0; i < this.#count; i++) {
      x[i] = (x[i] as number) + duration * (vx[i] as number);
      y[i] = (y[i] as number) + duration * (vy[i] as number);
    }
    this.#now = time;
  }

  #collide(i: number, j: number): void {
    exchangeMomentum(this.state, i, j);
    this.collisions[i] = (this.collisions[i] as number) + 1;
    this.collisions[j] = (this.collisions[j] as number) + 1;
    this.#foresee(i, 0);
    this.#foresee(j, 0);
  }

  #reflect(i: number): void {
    const { vx, vy } = this.state;
    const { width, height } = this.#box;
    // Which wall it was: the one that is reached now, both in a corner.
    const across = this.#wallTime(i, this.state.x, vx, width);
    const down = this.#wallTime(i, this.state.y, vy, height);
    if (across <= down) vx[i] = -(vx[i] as number);
    else vy[i] = -(vy[i] as number);
    this.wallHits[i] = (this.wallHits[i] as number) + 1;
    this.#foresee(i, 0);
  }

  /** From now on; Infinity for a ball that stands still along this axis. */
  #wallTime(i: number, at: Float64Array, velocities: Float64Array, side: number): number {
    const velocity = velocities[i] as number;
    if (velocity === 0) return Infinity;
    const radius = this.state.radii[i] as number;
    const way = velocity < 0 ? (at[i] as number) - radius : side - radius - (at[i] as number);
    return Math.max(0, way / Math.abs(velocity));
  }

  /** When ball i meets what: the walls, and the balls from `from` on. */
  #foresee(i: number, from: number): void {
    const { state } = this;
    const most = this.#most;
    const across = this.#wallTime(i, state.x, state.vx, this.#box.width);
    const down = this.#wallTime(i, state.y, state.vy, this.#box.height);
    this.#times[i * most + i] = this.#now + Math.min(across, down);
    for (let j = from; j < this.#count; j++) {
      if (j === i) continue;
      const place = i < j ? i * most + j : j * most + i;
      this.#times[place] = this.#now + collisionTime(state, i, j);
    }
  }
}
