import { SceneCanvas } from '../drawing/sceneCanvas.ts';
import type { SceneColour } from '../drawing/sceneCanvas.ts';
import { LARGEST_BALL, SPOUT } from './flowModel.ts';

/** What an image of the flow shows. */
export interface FlowScene {
  /** The radius of the ball. */
  readonly ball: number;
  /** The height of the hole, and of the bottom of the tank, above the ground. */
  readonly hole: number;
  /** The height of the water above the hole. */
  readonly water: number;
  /** The x at which the jet meets the ground. */
  readonly jet: number;
}

const WINDOW = { left: 0, top: 14, side: 16 } as const;
const WALL = 0.5;
/** The inner left side of the tank. */
const LEFT = SPOUT - 2 * LARGEST_BALL - 0.2;
const RIM = 6.5;
/** Straight pieces that the jet is drawn in. */
const PIECES = 16;

const WHITE: SceneColour = [1, 1, 1];
const BLACK: SceneColour = [0, 0, 0];
const GREY: SceneColour = [0.6, 0.6, 0.6];
const WATER: SceneColour = [0.2, 0.5, 1];
const RED: SceneColour = [0.8, 0.1, 0.1];

/**
 * @param size - Pixels along each side.
 * @returns Draws a scene into an array of `size * size * 3` numbers in [0, 1], from an offset on.
 */
export function flowRenderer(
  size: number,
): (scene: FlowScene, out: Float32Array, offset: number) => void {
  const canvas = new SceneCanvas(size, WINDOW);
  return ({ ball, hole, water, jet }, out, offset) => {
    canvas.begin(out, offset, WHITE);
    canvas.rectangle(0, 16, -2, 0, GREY);
    canvas.rectangle(LEFT + 1, SPOUT - 1, 0, hole - WALL, GREY);
    canvas.rectangle(LEFT - WALL, SPOUT, hole - WALL, hole, BLACK);
    canvas.rectangle(LEFT - WALL, LEFT, hole, hole + RIM, BLACK);
    canvas.rectangle(SPOUT - WALL, SPOUT, hole + WALL, hole + RIM, BLACK);
    canvas.rectangle(LEFT, SPOUT - WALL, hole, hole + water, WATER);
    canvas.disc((LEFT + SPOUT - WALL) / 2, hole + ball, ball, RED);
    // A parabola that leaves the tank level: even steps in x fall with their square.
    const at = (piece: number): readonly [number, number] => {
      const share = piece / PIECES;
      return [SPOUT + (jet - SPOUT) * share, hole * (1 - share * share)];
    };
    for (let piece = 0; piece < PIECES; piece++) {
      canvas.bar(at(piece), at(piece + 1), WALL, WATER);
    }
  };
}
