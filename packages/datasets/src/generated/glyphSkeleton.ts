import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { joinStrokes } from './strokeSkeleton.ts';
import type { JoinedSkeleton, SkeletonPoint } from './strokeSkeleton.ts';

/** What the characters of one alphabet have in common. */
export interface AlphabetStyle {
  /** How often each kind of stroke is used: line, arc, ring, zigzag, wave. */
  readonly kinds: readonly number[];
  /** How often a character has 1, 2, 3 or 4 strokes. */
  readonly strokeCounts: readonly number[];
  /** How often a stroke begins on one that is there. */
  readonly joined: number;
  /** Places per side of the grid that strokes run between. */
  readonly grid: number;
}

/** Tries at a character before the last one is taken as it is. */
const TRIES = 20;

/**
 * Invents an alphabet.
 *
 * @param stream - Where it comes from.
 * @returns Its style.
 */
export function drawAlphabetStyle(stream: RandomStream): AlphabetStyle {
  return {
    kinds: stream.dirichlet([1.2, 1.2, 0.5, 0.6, 1]),
    strokeCounts: stream.dirichlet([0.6, 2, 1.6, 0.7]),
    joined: stream.uniform(0.5, 0.9),
    grid: stream.integer(3, 5),
  };
}

/**
 * Invents a character.
 *
 * @param style - Of its alphabet.
 * @param stream - Where it comes from.
 * @returns Its skeleton: neither tiny nor a mere line, unless luck is bad twenty times in a row.
 */
export function drawGlyph(style: AlphabetStyle, stream: RandomStream): JoinedSkeleton {
  let strokes: SkeletonPoint[][] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    strokes = [];
    const count = stream.categorical(style.strokeCounts) + 1;
    for (let i = 0; i < count; i++) strokes.push(...drawStroke(strokes, style, stream));
    if (fillsItsBox(strokes)) break;
  }
  return joinStrokes(strokes);
}

function drawStroke(
  earlier: readonly SkeletonPoint[][],
  style: AlphabetStyle,
  stream: RandomStream,
): SkeletonPoint[][] {
  const start = startPoint(earlier, style, stream);
  const end = otherPoint(start, style, stream);
  const [x0, y0] = start;
  const [x1, y1] = end;
  const middle: SkeletonPoint = [(x0 + x1) / 2, (y0 + y1) / 2];
  const kind = stream.categorical(style.kinds);
  if (kind === 0) return [[start, middle, end]];
  if (kind === 1) {
    const swell = stream.uniform(0.25, 0.6) * (stream.uniform() < 0.5 ? -1 : 1);
    return [[start, [middle[0] - swell * (y1 - y0), middle[1] + swell * (x1 - x0)], end]];
  }
  if (kind === 2) return [ring(start, end)];
  const turn = otherPoint(end, style, stream);
  if (kind === 3)
    return [
      [start, middle, end],
      [end, turn],
    ];
  const wave = [start, end, turn];
  if (stream.uniform() < 0.5) wave.push(otherPoint(turn, style, stream));
  return [wave];
}

/** A closed curve from a point, with a diameter towards another one. */
function ring(start: SkeletonPoint, towards: SkeletonPoint): SkeletonPoint[] {
  const dx = (towards[0] - start[0]) / 2;
  const dy = (towards[1] - start[1]) / 2;
  const shrink = Math.min(1, 0.3 / Math.hypot(dx, dy));
  const [ux, uy] = [dx * shrink, dy * shrink];
  const [cx, cy] = [start[0] + ux, start[1] + uy];
  return [start, [cx + uy, cy - ux], [cx + ux, cy + uy], [cx - uy, cy + ux], start];
}

function startPoint(
  earlier: readonly SkeletonPoint[][],
  style: AlphabetStyle,
  stream: RandomStream,
): SkeletonPoint {
  const stroke = earlier[earlier.length - 1];
  if (stroke === undefined || stream.uniform() >= style.joined) return gridPoint(style, stream);
  return stroke[stream.integer(0, stroke.length)] ?? gridPoint(style, stream);
}

function otherPoint(
  point: SkeletonPoint,
  style: AlphabetStyle,
  stream: RandomStream,
): SkeletonPoint {
  for (;;) {
    const other = gridPoint(style, stream);
    if (Math.hypot(other[0] - point[0], other[1] - point[1]) > 0.3) return other;
  }
}

function gridPoint(style: AlphabetStyle, stream: RandomStream): SkeletonPoint {
  const last = style.grid - 1;
  return [stream.integer(0, style.grid) / last, stream.integer(0, style.grid) / last];
}

function fillsItsBox(strokes: readonly SkeletonPoint[][]): boolean {
  const points = strokes.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const width = Math.max(...xs) - Math.min(...xs);
  const height = Math.max(...ys) - Math.min(...ys);
  return Math.min(width, height) >= 0.4 && Math.max(width, height) >= 0.7;
}
