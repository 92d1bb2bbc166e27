import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { BallBox } from './ballState.ts';

/** A rectangle with sides along those of the frame. Lengths are in units of the shorter side of the frame. */
export interface CurtainOptions {
  /** How wide it is, above 0 and at most the width of the frame. */
  readonly width: number;
  /** How high it is, above 0 and at most the height of the frame. */
  readonly height: number;
  /** Its left edge, at least 0; all of it is within the frame. Default: drawn evenly, per sequence. */
  readonly x?: number;
  /** Its upper edge, at least 0; all of it is within the frame. Default: drawn evenly, per sequence. */
  readonly y?: number;
  /** How bright it is in all channels, in [0, 1]. Default: 0, like the background: balls vanish behind it. */
  readonly level?: number;
}

/** Options with their defaults. */
export interface CheckedCurtain {
  /** See {@link CurtainOptions}. */
  readonly width: number;
  /** See {@link CurtainOptions}. */
  readonly height: number;
  /** The left edge; `null` where it is drawn. */
  readonly x: number | null;
  /** The upper edge; `null` where it is drawn. */
  readonly y: number | null;
  /** A byte. */
  readonly level: number;
}

/**
 * @param owner - Who asks; opens messages.
 * @param curtain - What a caller gave.
 * @param box - What the frame shows.
 * @returns The options with their defaults.
 * @throws ArgumentError for a number outside its range.
 */
export function checkCurtain(owner: string, curtain: CurtainOptions, box: BallBox): CheckedCurtain {
  const { width, height, x, y, level = 0 } = checkOptions(owner, curtain, 'curtain');
  checkNumber(owner, 'curtain.width', width, { above: 0, most: box.width });
  checkNumber(owner, 'curtain.height', height, { above: 0, most: box.height });
  if (x !== undefined) {
    checkNumber(owner, 'curtain.x', x, { least: 0, most: roundedUp(box.width - width) });
  }
  if (y !== undefined) {
    checkNumber(owner, 'curtain.y', y, { least: 0, most: roundedUp(box.height - height) });
  }
  checkNumber(owner, 'curtain.level', level, { least: 0, most: 1 });
  return { width, height, x: x ?? null, y: y ?? null, level: Math.round(level * 255) };
}

/** 1 - 0.8 is a little less than 0.2, where a curtain of that width fits. */
function roundedUp(room: number): number {
  return Math.ceil(room * 1e12) / 1e12;
}

/**
 * @param curtain - Its size, and where it is if that is fixed.
 * @param box - What the frame shows.
 * @param stream - Decides where it is otherwise.
 * @param out - Receives left edge, upper edge, width and height.
 * @param at - Where in `out`.
 */
export function placeCurtain(
  curtain: CheckedCurtain,
  box: BallBox,
  stream: RandomStream,
  out: Float64Array,
  at: number,
): void {
  // Both are drawn in any case: fixing one does not move the other.
  const across = stream.uniform(0, box.width - curtain.width);
  const down = stream.uniform(0, box.height - curtain.height);
  out[at] = curtain.x ?? across;
  out[at + 1] = curtain.y ?? down;
  out[at + 2] = curtain.width;
  out[at + 3] = curtain.height;
}

/** Frames that a curtain is drawn into. */
export interface CurtainCanvas {
  /** Bytes `[steps, height, width, channels]`. */
  readonly pixels: Uint8Array;
  /** Where the first frame begins. */
  readonly offset: number;
  /** Frames. */
  readonly steps: number;
  /** Rows of a frame. */
  readonly height: number;
  /** Columns of a frame. */
  readonly width: number;
  /** Bytes of a pixel. */
  readonly channels: number;
}

/**
 * Draws a curtain over all frames of a sequence: pixels with their middle in the rectangle take its level, so nothing shines through.
 *
 * @param canvas - The frames.
 * @param rectangle - Holds left edge, upper edge, width and height in pixels.
 * @param level - The byte that covered pixels take.
 */
export function drawCurtain(
  canvas: CurtainCanvas,
  rectangle: readonly [number, number, number, number],
  level: number,
): void {
  const { pixels, offset, steps, height, width, channels } = canvas;
  const [left, top, across, down] = rectangle;
  const first = Math.max(0, Math.ceil(left - 0.5));
  const end = Math.min(width, Math.ceil(left + across - 0.5));
  const firstRow = Math.max(0, Math.ceil(top - 0.5));
  const endRow = Math.min(height, Math.ceil(top + down - 0.5));
  for (let step = 0; step < steps; step++) {
    for (let row = firstRow; row < endRow; row++) {
      const start = offset + (step * height + row) * width * channels;
      pixels.fill(level, start + first * channels, start + Math.max(first, end) * channels);
    }
  }
}
