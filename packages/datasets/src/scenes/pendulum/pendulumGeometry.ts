import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/** Where the shadow of the pendulum falls, in units of the scene. */
export interface PendulumShadow {
  /** How long it is: at least 0. */
  readonly length: number;
  /** The x of its middle. */
  readonly position: number;
}

/** The pivot, 11 above the ground at -0.5. */
export const PIVOT = { x: 10, y: 10.5 } as const;
/** The y on which the shadow lies. */
export const GROUND = -0.5;
/** From the pivot to the lower end of the ball. */
const REACH = 9.5;
/** From the pivot to the centre of the ball: the rod that is drawn. */
const ROD = 8;

const RADIANS = Math.PI / 180;

/**
 * Where the shadow of a pendulum falls in parallel light: the closed forms that the drawn scenes follow.
 *
 * With the pendulum at the angle t from the vertical and the light at the angle p above the ground, the ends of the shadow are those of
 * the pivot and of the lower end of the ball, so that its length is `9.5 |cos(p - t)| / sin(p)` and its middle
 * `10 - 11 / tan(p) + 4.75 (sin(t) + cos(t) / tan(p))`.
 *
 * @param pendulum - The angle of the pendulum from the vertical in degrees, positive to the right.
 * @param light - The angle of the light above the ground in degrees, in (0, 180); below 90 it comes from the right.
 * @returns Length and position in units of the scene, in which the pivot is 11 above the ground.
 * @throws ArgumentError when an angle is no finite number, or the light is not above the ground.
 *
 * @example
 * ```ts
 * import { pendulumShadow } from '@causal-mechanisms/datasets';
 *
 * const { length, position } = pendulumShadow(30, 60);
 * console.log(length.toFixed(2), position.toFixed(2)); // 9.50 8.40
 * ```
 */
export function pendulumShadow(pendulum: number, light: number): PendulumShadow {
  checkAngles('pendulumShadow', pendulum, light);
  const t = pendulum * RADIANS;
  const p = light * RADIANS;
  const cotangent = Math.cos(p) / Math.sin(p);
  return {
    length: (REACH * Math.abs(Math.cos(p - t))) / Math.sin(p),
    position:
      PIVOT.x -
      (PIVOT.y - GROUND) * cotangent +
      (REACH / 2) * (Math.sin(t) + Math.cos(t) * cotangent),
  };
}

/**
 * @param light - The angle of the light above the ground in degrees, in (0, 180).
 * @returns The centre of the sun as x and y: on the line through the pivot, 10 above it.
 */
export function sunCentre(light: number): readonly [number, number] {
  return [PIVOT.x + 10 / Math.tan(light * RADIANS), PIVOT.y + 10];
}

/**
 * @param pendulum - The angle of the pendulum from the vertical in degrees.
 * @returns The centre of the ball as x and y.
 */
export function ballCentre(pendulum: number): readonly [number, number] {
  const t = pendulum * RADIANS;
  return [PIVOT.x + ROD * Math.sin(t), PIVOT.y - ROD * Math.cos(t)];
}

/**
 * @param owner - Who asks; opens the message.
 * @param pendulum - Should be a finite number.
 * @param light - Should be in (0, 180).
 * @throws ArgumentError when one is not.
 */
export function checkAngles(owner: string, pendulum: number, light: number): void {
  if (!Number.isFinite(pendulum)) {
    throw new ArgumentError(
      `${owner}: pendulum must be a finite number of degrees, got ${String(pendulum)}`,
      { data: { pendulum } },
    );
  }
  if (!(light > 0 && light < 180)) {
    throw new ArgumentError(
      `${owner}: light must be in (0, 180) degrees, above the ground, got ${String(light)}`,
      { data: { light } },
    );
  }
}
