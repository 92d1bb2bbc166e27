/** A polyline with a pen radius at each point. */
export interface InkLine {
  /** x, y and radius of each point, in pixels; the centre of the first pixel is (0.5, 0.5). */
  readonly points: Float64Array;
}

/** A grey image to draw on, one byte per pixel. */
export interface InkCanvas {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** `height * width` bytes, rows first; 0 is black, 255 white. */
  readonly image: Uint8Array;
  /** Scratch space of `height * width` numbers. */
  readonly distances: Float32Array;
}

/** Read once: the lookup of a global costs more than the function in loops over pixels, in a VM context above all. */
const { ceil, floor, max, min, round, sqrt } = Math;

/** A value that is further than any distance in an image. */
const FAR = 1e9;

/**
 * Draws lines as white ink on black with soft edges.
 *
 * @param lines - The pen's path, in pixels.
 * @param canvas - Its image is replaced by the drawing.
 * @param softness - Width of the grey edge in pixels.
 */
export function drawInk(lines: readonly InkLine[], canvas: InkCanvas, softness: number): void {
  const { image, distances } = canvas;
  distances.fill(FAR);
  for (const { points } of lines) {
    for (let p = 3; p < points.length; p += 3) stampSegment(points, p, canvas, softness);
  }
  for (let i = 0; i < image.length; i++) {
    // The distance to the pen's edge is negative inside: half covered at the edge itself.
    const cover = 0.5 - (distances[i] ?? FAR) / softness;
    image[i] = cover >= 1 ? 255 : cover <= 0 ? 0 : round(cover * 255);
  }
}

function stampSegment(points: Float64Array, p: number, canvas: InkCanvas, softness: number): void {
  const { height, width, distances } = canvas;
  const x0 = points[p - 3] ?? 0;
  const y0 = points[p - 2] ?? 0;
  const r0 = points[p - 1] ?? 0;
  const dx = (points[p] ?? 0) - x0;
  const dy = (points[p + 1] ?? 0) - y0;
  const dr = (points[p + 2] ?? 0) - r0;
  const lengthSquared = dx * dx + dy * dy;
  const reach = max(r0, r0 + dr) + softness / 2;
  const top = max(0, floor(min(y0, y0 + dy) - reach));
  const bottom = min(height - 1, ceil(max(y0, y0 + dy) + reach));
  const left = max(0, floor(min(x0, x0 + dx) - reach));
  const right = min(width - 1, ceil(max(x0, x0 + dx) + reach));
  for (let row = top; row <= bottom; row++) {
    const py = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      let t = lengthSquared > 0 ? (px * dx + py * dy) / lengthSquared : 0;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const ex = px - t * dx;
      const ey = py - t * dy;
      const distance = sqrt(ex * ex + ey * ey) - r0 - t * dr;
      const at = row * width + column;
      if (distance < (distances[at] ?? FAR)) distances[at] = distance;
    }
  }
}
