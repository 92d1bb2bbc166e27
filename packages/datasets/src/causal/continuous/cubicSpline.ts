/**
 * How the slopes at the knots are chosen: `natural` bends least, without a second derivative at the ends; `monotone` never turns
 * between knots that rise (Fritsch and Butland 1984).
 */
export type SplineSlopes = 'natural' | 'monotone';

/**
 * A cubic spline through knots, straight outside of them.
 *
 * @param x - The places of the knots, at least two, ascending.
 * @param y - The values there.
 * @param kind - How slopes are chosen.
 * @returns The function; its derivative is continuous, at the outer knots too.
 */
export function cubicSpline(
  x: Float64Array,
  y: Float64Array,
  kind: SplineSlopes,
): (at: number) => number {
  const widths = differences(x);
  const secants = differences(y).map((rise, i) => rise / (widths[i] ?? NaN));
  const slopes =
    kind === 'natural' ? naturalSlopes(widths, secants) : monotoneSlopes(widths, secants);
  const last = x.length - 1;
  const value = (values: Float64Array, i: number): number => values[i] ?? NaN;
  return (at) => {
    if (at <= value(x, 0)) return value(y, 0) + value(slopes, 0) * (at - value(x, 0));
    if (at >= value(x, last)) return value(y, last) + value(slopes, last) * (at - value(x, last));
    let i = 0;
    while (at >= value(x, i + 1)) i++;
    const width = value(widths, i);
    const t = (at - value(x, i)) / width;
    const s = 1 - t;
    return (
      value(y, i) * s * s * (1 + 2 * t) +
      value(y, i + 1) * t * t * (3 - 2 * t) +
      width * (value(slopes, i) * t * s * s - value(slopes, i + 1) * t * t * s)
    );
  };
}

function differences(values: Float64Array): Float64Array {
  return values.slice(1).map((value, i) => value - (values[i] ?? NaN));
}

/** The second derivative is continuous: one equation for each knot, solved from the first to the last and back. */
function naturalSlopes(widths: Float64Array, secants: Float64Array): Float64Array {
  const last = widths.length;
  const above = new Float64Array(last + 1);
  const slopes = new Float64Array(last + 1);
  for (let i = 0; i <= last; i++) {
    // At the ends the second derivative is 0, and only one neighbour has a say.
    const left = i === 0 ? 0 : (widths[i] ?? 1);
    const right = i === last ? 0 : (widths[i - 1] ?? 1);
    const pull = 3 * (left * (secants[i - 1] ?? 0) + right * (secants[i] ?? 0));
    const pivot = 2 * (left + right) - left * (above[i - 1] ?? 0);
    above[i] = right / pivot;
    slopes[i] = (pull - left * (slopes[i - 1] ?? 0)) / pivot;
  }
  for (let i = last - 1; i >= 0; i--) {
    slopes[i] = (slopes[i] ?? 0) - (above[i] ?? 0) * (slopes[i + 1] ?? 0);
  }
  return slopes;
}

/** Harmonic means of the secants on both sides, weighted by the widths. */
function monotoneSlopes(widths: Float64Array, secants: Float64Array): Float64Array {
  const last = secants.length;
  return Float64Array.from({ length: last + 1 }, (_, i) => {
    const before = secants[i - 1] ?? NaN;
    const after = secants[i] ?? NaN;
    if (i === 0) return after;
    if (i === last) return before;
    if (before * after <= 0) return 0;
    const w = widths[i - 1] ?? NaN;
    const v = widths[i] ?? NaN;
    return (3 * (w + v)) / ((2 * v + w) / before + (v + 2 * w) / after);
  });
}
