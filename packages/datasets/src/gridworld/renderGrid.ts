import { checkCount, checkNumbers, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkFetchState, eastward, sideOf, southward } from './fetchState.ts';
import type { FetchState } from './fetchState.ts';
import { colourNumber, isObject, kindNumber, WALL } from './gridObjects.ts';

/** Options of {@link renderGrid}. */
export interface RenderGridOptions {
  /** Pixels along a side of a cell, from 4 to 64. Default: 16. */
  readonly cell?: number;
  /** Cells along a side of the view, which is drawn brighter than the rest; 0 draws all alike. Default: 0. */
  readonly view?: number;
}

type Colour = readonly [number, number, number];

const FLOOR: Colour = [0.12, 0.12, 0.14];
const LINE: Colour = [0.2, 0.2, 0.23];
const STONE: Colour = [0.45, 0.45, 0.48];
const AGENT: Colour = [1, 0.42, 0.1];
/** By number: red, green, blue, purple, yellow, grey. */
const COLOURS: readonly Colour[] = [
  [0.9, 0.2, 0.2],
  [0.25, 0.75, 0.3],
  [0.25, 0.45, 1],
  [0.65, 0.35, 0.85],
  [0.95, 0.85, 0.2],
  [0.65, 0.65, 0.68],
];
/** Added to what is seen. */
const LIGHT = 0.12;

/**
 * Whether a point of a cell belongs to an object, by the number of its kind; u grows to the right, v downwards, both from -1 to 1.
 * A key is a ring with a shaft and two teeth, a ball a disc, a box a frame, a gem a square on its corner.
 */
const SHAPES: readonly ((u: number, v: number) => boolean)[] = [
  (u, v) => {
    const ring = Math.hypot(u, v + 0.4);
    const isShaft = Math.abs(u) < 0.12 && v > -0.1 && v < 0.8;
    const isTooth = u >= 0 && u < 0.45 && ((v > 0.35 && v < 0.5) || (v > 0.65 && v < 0.8));
    return (ring > 0.18 && ring < 0.4) || isShaft || isTooth;
  },
  (u, v) => Math.hypot(u, v) < 0.65,
  (u, v) => {
    const edge = Math.max(Math.abs(u), Math.abs(v));
    return edge < 0.7 && (edge > 0.5 || Math.abs(v) < 0.1);
  },
  (u, v) => Math.abs(u) + Math.abs(v) < 0.8,
];

/**
 * Draws a room from above, north at the top: walls, objects, and the agent as a triangle that points where it looks.
 *
 * @param state - What is drawn.
 * @param options - Size, and whether the view is lit.
 * @returns Red, green and blue in [0, 1], `[size * cell, size * cell, 3]`.
 * @throws ArgumentError, ShapeError, ValuesError when the state is none, or a size is impossible.
 *
 * @example
 * ```ts
 * import { fetchEnvironment, renderGrid } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const state = fetchEnvironment({ size: 5 }).draw(new RandomStream(1));
 * console.log(renderGrid(state, { cell: 8, view: 7 }).length === 40 * 40 * 3); // true
 * ```
 */
export function renderGrid(state: FetchState, options: RenderGridOptions = {}): Float32Array {
  checkFetchState('renderGrid', state);
  const { cell = 16, view = 0 } = checkOptions('renderGrid', options);
  checkCount('renderGrid', 'cell', cell, { least: 4, most: 64 });
  checkNumbers('renderGrid', 'view', [view], { least: 0, most: 255, whole: true });
  const side = sideOf(state);
  const pixels = side * cell;
  const out = new Float32Array(pixels * pixels * 3);
  for (let row = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++) {
      const [x, y] = [Math.floor(column / cell), Math.floor(row / cell)];
      const u = (2 * ((column % cell) + 0.5)) / cell - 1;
      const v = (2 * ((row % cell) + 0.5)) / cell - 1;
      const light = isSeen(state, x, y, view) ? LIGHT : 0;
      const isLine = column % cell === 0 || row % cell === 0;
      const colour = colourAt(state, state.cells[y * side + x] as number, { x, y, u, v, isLine });
      const place = (row * pixels + column) * 3;
      colour.forEach((value, channel) => {
        out[place + channel] = Math.min(1, value + light);
      });
    }
  }
  return out;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
  readonly isLine: boolean;
}

function colourAt(state: FetchState, code: number, { x, y, u, v, isLine }: Point): Colour {
  const ground = isLine ? LINE : FLOOR;
  if (code === WALL) return STONE;
  if (isObject(code)) {
    return SHAPES[kindNumber(code)]?.(u, v) === true
      ? (COLOURS[colourNumber(code)] as Colour)
      : ground;
  }
  return x === state.x && y === state.y && isAgent(state.direction, u, v) ? AGENT : ground;
}

/** A triangle whose tip points ahead. */
function isAgent(direction: number, u: number, v: number): boolean {
  const [east, south] = [eastward(direction), southward(direction)];
  const ahead = u * east + v * south;
  const aside = Math.abs(v * east - u * south);
  return ahead > -0.6 && ahead + 2.2 * aside < 0.75;
}

function isSeen(state: FetchState, x: number, y: number, view: number): boolean {
  const [east, south] = [eastward(state.direction), southward(state.direction)];
  const [dx, dy] = [x - state.x, y - state.y];
  const ahead = dx * east + dy * south;
  return ahead >= 0 && ahead < view && 2 * Math.abs(dy * east - dx * south) < view;
}
