import type { BallState } from './ballState.ts';

/**
 * An elastic collision without friction: momentum passes along the line of centres and turns their approach round; energy and momentum of both
 * together stay.
 *
 * @param balls - Balls; the velocities of two of them change.
 * @param i - One that touches another.
 * @param j - The other one.
 */
export function exchangeMomentum(balls: BallState, i: number, j: number): void {
  const { x, y, vx, vy, masses } = balls;
  const dx = (x[j] as number) - (x[i] as number);
  const dy = (y[j] as number) - (y[i] as number);
  const mi = masses[i] as number;
  const mj = masses[j] as number;
  const approach =
    dx * ((vx[i] as number) - (vx[j] as number)) + dy * ((vy[i] as number) - (vy[j] as number));
  const scale = (2 * approach) / ((mi + mj) * (dx * dx + dy * dy));
  vx[i] = (vx[i] as number) - mj * scale * dx;
  vy[i] = (vy[i] as number) - mj * scale * dy;
  vx[j] = (vx[j] as number) + mi * scale * dx;
  vy[j] = (vy[j] as number) + mi * scale * dy;
}
