import type { BallState } from '../../src/physics/ballState.ts';

/** One ball. */
export interface TestBall {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly radius: number;
  readonly mass?: number;
}

/** The state of a few balls, whose mass is 1 where none is given. */
export function ballState(balls: readonly TestBall[]): BallState {
  const column = (of: (ball: TestBall) => number) => Float64Array.from(balls, of);
  return {
    x: column(({ x }) => x),
    y: column(({ y }) => y),
    vx: column(({ vx }) => vx),
    vy: column(({ vy }) => vy),
    radii: column(({ radius }) => radius),
    masses: column(({ mass = 1 }) => mass),
  };
}

/** Twice the energy, and the momentum, of all balls. */
export function totals({ vx, vy, masses }: BallState): {
  readonly energy: number;
  readonly px: number;
  readonly py: number;
} {
  let [energy, px, py] = [0, 0, 0];
  for (const [j, mass] of masses.entries()) {
    const [u, v] = [vx[j] ?? 0, vy[j] ?? 0];
    energy += mass * (u * u + v * v);
    px += mass * u;
    py += mass * v;
  }
  return { energy, px, py };
}
