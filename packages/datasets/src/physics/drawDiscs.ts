/** Frames that discs are drawn into, as bytes `[steps, height, width, channels]`. */
export interface DiscCanvas {
  /** The pixels. */
  readonly pixels: Uint8Array;
  /** Rows of a frame. */
  readonly height: number;
  /** Columns of a frame. */
  readonly width: number;
  /** Bytes of a pixel. */
  readonly channels: number;
}

/** A disc in units of a pixel. */
export interface PixelDisc {
  /** The centre, from the left edge. */
  readonly x: number;
  /** The centre, from the upper edge. */
  readonly y: number;
  /** The radius. */
  readonly radius: number;
}

/**
 * Draws a disc with hard edges: a pixel belongs to it where its middle does.
 *
 * @param canvas - The frames.
 * @param offset - Where the frame begins.
 * @param disc - Where it lies; what is outside of the frame is left out.
 * @param colour - A byte per channel, which pixels of the disc take.
 */
export function drawBinaryDisc(
  canvas: DiscCanvas,
  offset: number,
  disc: PixelDisc,
  colour: ArrayLike<number>,
): void {
  const { pixels, height, width, channels } = canvas;
  const { x, y, radius } = disc;
  const lastRow = Math.min(height - 1, Math.floor(y + radius - 0.5));
  for (let row = Math.max(0, Math.ceil(y - radius - 0.5)); row <= lastRow; row++) {
    const dy = row + 0.5 - y;
    const half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
    const first = Math.max(0, Math.ceil(x - half - 0.5));
    const last = Math.min(width - 1, Math.floor(x + half - 0.5));
    let k = offset + (row * width + first) * channels;
    for (let column = first; column <= last; column++) {
      for (let c = 0; c < channels; c++) pixels[k++] = colour[c] as number;
    }
  }
}

/**
 * Draws a disc with soft edges: each pixel gets as much of the colour as the disc covers of it, on top of what is there, so two discs that
 * touch within a pixel add up. The edge is taken for straight within a pixel, with a radius that keeps the area.
 *
 * @param canvas - The frames.
 * @param offset - Where the frame begins.
 * @param disc - Where it lies; what is outside of the frame is left out.
 * @param colour - A byte per channel.
 */
export function drawSoftDisc(
  canvas: DiscCanvas,
  offset: number,
  disc: PixelDisc,
  colour: ArrayLike<number>,
): void {
  const { pixels, height, width, channels } = canvas;
  const { x, y } = disc;
  // A ramp of one pixel around the edge adds 1/12 to the squared radius.
  const radius = Math.sqrt(Math.max(0, disc.radius * disc.radius - 1 / 12));
  const outer = radius + 0.5;
  // Squared; no pixel is full where the disc is narrower than that.
  const inner = radius > 0.5 ? (radius - 0.5) ** 2 : -1;
  const lastRow = Math.min(height - 1, Math.floor(y + outer - 0.5));
  for (let row = Math.max(0, Math.ceil(y - outer - 0.5)); row <= lastRow; row++) {
    const dy = row + 0.5 - y;
    const half = Math.sqrt(Math.max(0, outer * outer - dy * dy));
    const full = inner - dy * dy;
    const first = Math.max(0, Math.ceil(x - half - 0.5));
    const last = Math.min(width - 1, Math.floor(x + half - 0.5));
    let k = offset + (row * width + first) * channels;
    for (let column = first; column <= last; column++) {
      const dx = column + 0.5 - x;
      const share = dx * dx <= full ? 1 : Math.min(1, outer - Math.sqrt(dx * dx + dy * dy));
      for (let c = 0; c < channels; c++) {
        const value = (pixels[k] as number) + Math.round(share * (colour[c] as number));
        pixels[k++] = value > 255 ? 255 : value;
      }
    }
  }
}
