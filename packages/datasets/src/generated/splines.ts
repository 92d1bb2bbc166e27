/** Read once, as in the raster: looked up in every curve. */
const { hypot, sqrt } = Math;

/**
 * Samples a smooth curve through points (Catmull and Rom, centripetal, so that it never makes cusps).
 *
 * @param points - x and y of every point of the skeleton.
 * @param stroke - Which points the curve goes through, in order; at least two.
 * @param steps - Line pieces per pair of points.
 * @returns x and y of `(stroke.length - 1) * steps + 1` places.
 */
export function sampleSpline(
  points: Float64Array,
  stroke: Int32Array,
  steps: number,
): Float64Array {
  const count = stroke.length;
  const sampled = new Float64Array(((count - 1) * steps + 1) * 2);
  const x = (i: number): number => points[2 * (stroke[i] ?? 0)] ?? 0;
  const y = (i: number): number => points[2 * (stroke[i] ?? 0) + 1] ?? 0;
  const ring = count > 2 && stroke[0] === stroke[count - 1];
  let at = 0;
  for (let i = 0; i + 1 < count; i++) {
    const x1 = x(i);
    const y1 = y(i);
    const x2 = x(i + 1);
    const y2 = y(i + 1);
    // Past the ends: the neighbour around a ring, else the mirror image.
    const before = i > 0 ? i - 1 : ring ? count - 2 : -1;
    const after = i + 2 < count ? i + 2 : ring ? 1 : -1;
    const x0 = before >= 0 ? x(before) : 2 * x1 - x2;
    const y0 = before >= 0 ? y(before) : 2 * y1 - y2;
    const x3 = after >= 0 ? x(after) : 2 * x2 - x1;
    const y3 = after >= 0 ? y(after) : 2 * y2 - y1;
    const d1 = sqrt(hypot(x1 - x0, y1 - y0)) + 1e-6;
    const d2 = sqrt(hypot(x2 - x1, y2 - y1)) + 1e-6;
    const d3 = sqrt(hypot(x3 - x2, y3 - y2)) + 1e-6;
    const mx1 = tangent(x0, x1, x2, d1, d2);
    const my1 = tangent(y0, y1, y2, d1, d2);
    const mx2 = tangent(x1, x2, x3, d2, d3, d2);
    const my2 = tangent(y1, y2, y3, d2, d3, d2);
    const last = i + 2 === count ? steps : steps - 1;
    for (let s = 0; s <= last; s++) {
      const t = s / steps;
      const t2 = t * t;
      const t3 = t2 * t;
      const h1 = 2 * t3 - 3 * t2 + 1;
      const h2 = t3 - 2 * t2 + t;
      const h3 = 3 * t2 - 2 * t3;
      const h4 = t3 - t2;
      sampled[at++] = h1 * x1 + h2 * mx1 + h3 * x2 + h4 * mx2;
      sampled[at++] = h1 * y1 + h2 * my1 + h3 * y2 + h4 * my2;
    }
  }
  return sampled;
}

/** The slope at the middle of three points with knots `before` and `after` apart, times `span`. */
function tangent(
  a: number,
  b: number,
  c: number,
  before: number,
  after: number,
  span: number = after,
): number {
  return span * ((b - a) / before - (c - a) / (before + after) + (c - b) / after);
}
