/** The side of every picture, as of the digits of MNIST. */
export const SIDE = 28;

/** What the reader shows to the experts: one of the drawn digits, or pixels of their own. */
export type Picture =
  | {
      readonly kind: 'digit';
      /** Which of the embedded digits, from 0. */
      readonly index: number;
    }
  | {
      readonly kind: 'own';
      /** Bytes `[28, 28]` of {@link ownPicture}. */
      readonly pixels: Uint8Array;
    };

/** How many embedded digits there are to pick from. */
export const DIGITS = 20;

/**
 * @param digits - Bytes `[count, 28, 28]`.
 * @param index - Which one.
 * @returns Its bytes, for itself.
 */
export function digitPixels(digits: Uint8Array, index: number): Uint8Array {
  return digits.slice(index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
}

/** Sixteen shades. */
const SHADE = 17;

/**
 * Writes a picture for the address of the page: own pixels with sixteen shades.
 *
 * @param picture - The picture.
 * @returns A number, or letters and digits.
 */
export function writePicture(picture: Picture): string {
  if (picture.kind === 'digit') return String(picture.index);
  const { pixels } = picture;
  let text = '';
  // Runs of one shade: a hexadecimal digit, and a letter from g (two pixels) to z (21) where it is more than one pixel.
  for (let at = 0; at < pixels.length;) {
    const shade = shadeOf(pixels[at]);
    let run = 1;
    while (run < 21 && at + run < pixels.length && shadeOf(pixels[at + run]) === shade) run++;
    text += shade.toString(16) + (run === 1 ? '' : String.fromCharCode(0x67 + run - 2));
    at += run;
  }
  return `p${text}`;
}

/**
 * Reads what {@link writePicture} wrote.
 *
 * @param text - From the address.
 * @returns The picture; undefined for anything else.
 */
export function readPicture(text: string): Picture | undefined {
  if (/^\d{1,2}$/.test(text)) {
    const index = Number(text);
    return index < DIGITS ? { kind: 'digit', index } : undefined;
  }
  if (!text.startsWith('p')) return undefined;
  const pixels = new Uint8Array(SIDE * SIDE);
  let at = 0;
  for (const [run] of text.slice(1).matchAll(/[0-9a-f][g-z]?/g)) {
    const length = run.length === 1 ? 1 : run.charCodeAt(1) - 0x67 + 2;
    if (at + length > pixels.length) return undefined;
    pixels.fill(Number.parseInt(run.charAt(0), 16) * SHADE, at, at + length);
    at += length;
  }
  return at === pixels.length ? { kind: 'own', pixels } : undefined;
}

function shadeOf(byte = 0): number {
  return Math.round(byte / SHADE);
}

/**
 * A picture of the reader's own, in the shades that an address keeps: a link shows the same picture, and the same scores.
 *
 * @param pixels - Bytes `[28, 28]`; not changed.
 * @returns The picture.
 */
export function ownPicture(pixels: Uint8Array): Picture & { kind: 'own' } {
  return { kind: 'own', pixels: pixels.map((byte) => shadeOf(byte) * SHADE) };
}

/** A picture with nothing on it yet. */
export function blankPicture(): Picture & { kind: 'own' } {
  return ownPicture(new Uint8Array(SIDE * SIDE));
}

/** A place on a picture: column and row of a point, in pixels. */
export type Point = readonly [x: number, y: number];

/**
 * Draws a line of soft dots.
 *
 * @param pixels - Bytes `[28, 28]`; not changed.
 * @param from - Where the pen was; no dot is drawn there.
 * @param to - Where it is.
 * @returns New bytes; where the pen has not moved, one dot.
 */
export function withLine(pixels: Uint8Array, from: Point, to: Point): Uint8Array {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
  let drawn = pixels;
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    drawn = withDot(drawn, from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]));
  }
  return drawn;
}

/**
 * Draws a soft dot, as a pen does.
 *
 * @param pixels - Bytes `[28, 28]`; not changed.
 * @param x - Column of the centre, in pixels.
 * @param y - Row of the centre.
 * @returns New bytes.
 */
export function withDot(pixels: Uint8Array, x: number, y: number): Uint8Array {
  const drawn = pixels.slice();
  const radius = 1.25;
  for (let row = Math.floor(y - 3); row <= y + 3; row++) {
    for (let column = Math.floor(x - 3); column <= x + 3; column++) {
      if (row < 0 || column < 0 || row >= SIDE || column >= SIDE) continue;
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const ink = Math.max(0, Math.min(1, radius + 0.5 - distance));
      const place = row * SIDE + column;
      drawn[place] = Math.max(drawn[place] ?? 0, Math.round(255 * ink));
    }
  }
  return drawn;
}
