import { SceneCanvas } from '../drawing/sceneCanvas.ts';
import type { SceneColour } from '../drawing/sceneCanvas.ts';
import { ballCentre, GROUND, PIVOT, sunCentre } from './pendulumGeometry.ts';

/** What an image of the pendulum shows. */
export interface PendulumScene {
  /** The angle of the pendulum from the vertical in degrees. */
  readonly pendulum: number;
  /** The angle of the light above the ground in degrees. */
  readonly light: number;
  /** How long the shadow is, in units of the scene; it need not be what the angles would give. */
  readonly shadowLength: number;
  /** The x of the middle of the shadow. */
  readonly shadowPosition: number;
  /** Whether the background is blue instead of white. */
  readonly blue: boolean;
}

/**
 * Wide enough for every shadow that a corrupted row can have; the sun touches its right edge when it is lowest. The top is such that the
 * shadow fills one row of an image of 32 pixels, and not two by half.
 */
const WINDOW = { left: -2, top: 22.375, side: 24 } as const;
const SUN_RADIUS = 3;
const BALL_RADIUS = 1.5;
/** Of the rod and of the shadow: a pixel of an image of 32. */
const STROKE = 0.75;

const WHITE: SceneColour = [1, 1, 1];
const BLUE: SceneColour = [0, 0, 1];
const BLACK: SceneColour = [0, 0, 0];
const ORANGE: SceneColour = [1, 165 / 255, 0];
const FIREBRICK: SceneColour = [178 / 255, 34 / 255, 34 / 255];

/**
 * @param size - Pixels along each side.
 * @returns Draws a scene into an array of `size * size * 3` numbers in [0, 1], from an offset on.
 */
export function pendulumRenderer(
  size: number,
): (scene: PendulumScene, out: Float32Array, offset: number) => void {
  const canvas = new SceneCanvas(size, WINDOW);
  return ({ pendulum, light, shadowLength, shadowPosition, blue }, out, offset) => {
    const ball = ballCentre(pendulum);
    canvas.begin(out, offset, blue ? BLUE : WHITE);
    canvas.disc(...sunCentre(light), SUN_RADIUS, ORANGE);
    canvas.bar([PIVOT.x, PIVOT.y], ball, STROKE, BLACK);
    canvas.disc(...ball, BALL_RADIUS, FIREBRICK);
    canvas.rectangle(
      shadowPosition - shadowLength / 2,
      shadowPosition + shadowLength / 2,
      GROUND - STROKE / 2,
      GROUND + STROKE / 2,
      BLACK,
    );
  };
}
