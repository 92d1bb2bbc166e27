import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { sampleSpline } from './splines.ts';
import { drawInk } from './strokeRaster.ts';
import type { InkCanvas, InkLine } from './strokeRaster.ts';
import type { JoinedSkeleton } from './strokeSkeleton.ts';

/** How much a hand varies. Lengths are in units of the skeleton's box. */
export interface HandStyle {
  /** Standard deviation of each point. */
  readonly jitter: number;
  /** Standard deviation of the slow bend of the whole character. */
  readonly bend: number;
  /** Extra standard deviation of the ends of strokes. */
  readonly endJitter: number;
  /** Mean and standard deviation of the slant (x moved per y); positive leans right. */
  readonly slant: readonly [mean: number, deviation: number];
  /** Standard deviation of the rotation in radians. */
  readonly rotation: number;
  /** Mean and standard deviation of the logarithm of width over height. */
  readonly aspect: readonly [mean: number, deviation: number];
  /** Lowest share of the box that the larger side fills; the highest is 1. */
  readonly smallest: number;
  /** Mean and standard deviation of the logarithm of the pen's radius, in pixels of a 20-pixel box. */
  readonly penRadius: readonly [mean: number, deviation: number];
  /** Standard deviation of the pen's radius along a stroke, relative. */
  readonly pressure: number;
}

/** The frame that a character is written in. */
export interface InkFrame extends InkCanvas {
  /** Black pixels that stay free on every side. */
  readonly margin: number;
}

/** Read once: used for every point of every stroke. */
const { PI, sin, sqrt } = Math;
/** Line pieces per pair of skeleton points. */
const STEPS = 6;
/** Width of the grey edge of a stroke, in pixels. */
const SOFTNESS = 1.15;

/**
 * Writes one character by a varying hand: bends its skeleton, fits it into the frame, centres its mass as far as the
 * frame allows, and inks it.
 *
 * @param skeleton - The strokes.
 * @param style - How much the hand varies.
 * @param stream - Where the variation comes from.
 * @param frame - Its image is replaced by the character, white on black.
 */
export function writeCharacter(
  skeleton: JoinedSkeleton,
  style: HandStyle,
  stream: RandomStream,
  frame: InkFrame,
): void {
  const points = bendSkeleton(skeleton, style, stream);
  const lines = skeleton.strokes.map((stroke) => sampleSpline(points, stroke, STEPS));
  const boxHeight = frame.height - 2 * frame.margin;
  const boxWidth = frame.width - 2 * frame.margin;
  const unit = Math.min(boxHeight, boxWidth) / 20;
  const fill = stream.uniform(style.smallest, 1);
  const radius = unit * Math.exp(boundedNormal(stream, style.penRadius[0], style.penRadius[1]));
  const ink = measure(lines);
  const edge = Math.min(radius * (1 + 2 * style.pressure) + SOFTNESS / 2, unit * 6);
  // A stroke that is nearly a line has almost no width: the height alone then sets the scale.
  const scale = Math.min(
    (boxHeight * fill - 2 * edge) / Math.max(ink.bottom - ink.top, 1e-3),
    (boxWidth * fill - 2 * edge) / Math.max(ink.right - ink.left, 1e-3),
  );
  const shiftX = place(ink.left, ink.right, ink.x, scale, frame.margin + edge, frame.width);
  const shiftY = place(ink.top, ink.bottom, ink.y, scale, frame.margin + edge, frame.height);
  const inked = lines.map((line) => {
    const phase = stream.uniform(0, 2 * PI);
    const swell = boundedNormal(stream, 0, style.pressure);
    return penPath(line, scale, shiftX, shiftY, radius, swell, phase);
  });
  drawInk(inked, frame, SOFTNESS);
}

/** Moves every point: own jitter, a slow bend, slant, rotation, aspect. */
function bendSkeleton(
  skeleton: JoinedSkeleton,
  style: HandStyle,
  stream: RandomStream,
): Float64Array {
  const { points, strokes } = skeleton;
  const moved = new Float64Array(points.length);
  const slant = boundedNormal(stream, style.slant[0], style.slant[1]);
  const angle = boundedNormal(stream, 0, style.rotation);
  const aspect = Math.exp(boundedNormal(stream, style.aspect[0], style.aspect[1]));
  const cosine = Math.cos(angle);
  const sine = sin(angle);
  const bendX = bendTerms(stream, style.bend);
  const bendY = bendTerms(stream, style.bend);
  for (let i = 0; i < points.length; i += 2) {
    const x0 = points[i] ?? 0;
    const y0 = points[i + 1] ?? 0;
    let x = x0 + bendX(x0, y0) + stream.normal(0, style.jitter) - 0.5;
    const y = y0 + bendY(x0, y0) + stream.normal(0, style.jitter) - 0.5;
    x = x * aspect - slant * y;
    moved[i] = cosine * x - sine * y;
    moved[i + 1] = sine * x + cosine * y;
  }
  for (const stroke of strokes) {
    for (const end of [stroke[0] ?? 0, stroke[stroke.length - 1] ?? 0]) {
      moved[2 * end] = (moved[2 * end] ?? 0) + stream.normal(0, style.endJitter);
      moved[2 * end + 1] = (moved[2 * end + 1] ?? 0) + stream.normal(0, style.endJitter);
    }
  }
  return moved;
}

/** A normal deviate without its tails: nobody reads a digit slanted by three deviations. */
function boundedNormal(stream: RandomStream, mean: number, deviation: number): number {
  return mean + deviation * Math.max(-2, Math.min(2, stream.normal()));
}

/** A smooth random displacement: two low waves and a saddle. */
function bendTerms(stream: RandomStream, amount: number): (x: number, y: number) => number {
  const a = stream.normal(0, amount);
  const b = stream.normal(0, amount);
  const c = stream.normal(0, amount);
  const phase = stream.uniform(0, 2 * PI);
  return (x, y) =>
    a * sin(PI * y + phase) + b * sin(PI * x + phase) + 4 * c * (x - 0.5) * (y - 0.5);
}

/** Bounds and centre of mass of lines of even width. */
interface InkMeasure {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly y: number;
}

function measure(lines: readonly Float64Array[]): InkMeasure {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  let massX = 0;
  let massY = 0;
  let mass = 0;
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      const x = line[i] ?? 0;
      const y = line[i + 1] ?? 0;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      if (i === 0) continue;
      const dx = x - (line[i - 2] ?? 0);
      const dy = y - (line[i - 1] ?? 0);
      const length = sqrt(dx * dx + dy * dy);
      massX += length * (x - dx / 2);
      massY += length * (y - dy / 2);
      mass += length;
    }
  }
  return { left, right, top, bottom, x: massX / mass, y: massY / mass };
}

/** How far to move along one axis so that the mass is central and the ink stays in its box. */
function place(
  low: number,
  high: number,
  centre: number,
  scale: number,
  edge: number,
  size: number,
): number {
  const wanted = size / 2 - centre * scale;
  const lowest = edge - low * scale;
  const highest = size - edge - high * scale;
  return Math.min(Math.max(wanted, lowest), highest);
}

function penPath(
  line: Float64Array,
  scale: number,
  shiftX: number,
  shiftY: number,
  radius: number,
  swell: number,
  phase: number,
): InkLine {
  const count = line.length / 2;
  const points = new Float64Array(count * 3);
  for (let i = 0; i < count; i++) {
    points[3 * i] = (line[2 * i] ?? 0) * scale + shiftX;
    points[3 * i + 1] = (line[2 * i + 1] ?? 0) * scale + shiftY;
    points[3 * i + 2] = radius * (1 + swell * sin((PI * i) / count + phase));
  }
  return { points };
}
