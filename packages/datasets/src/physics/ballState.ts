/** Balls at one moment: each array holds a number per ball. */
export interface BallState {
  /** Centres, from the left wall. */
  readonly x: Float64Array;
  /** Centres, from the upper wall. */
  readonly y: Float64Array;
  /** Velocities to the right. */
  readonly vx: Float64Array;
  /** Velocities downwards. */
  readonly vy: Float64Array;
  /** Radii. */
  readonly radii: Float64Array;
  /** Masses. */
  readonly masses: Float64Array;
}

/** The walls stand at 0 and at these. */
export interface BallBox {
  /** From the left wall to the right one. */
  readonly width: number;
  /** From the upper wall to the lower one. */
  readonly height: number;
}
