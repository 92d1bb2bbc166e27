import type { PixelArray } from '../../parts/pixelArray.ts';

/**
 * Makes pictures of observations: images as they are, vectors as a strip from their least number (black) to their largest (white).
 *
 * @param values - Observations one after the other.
 * @param shape - Of one: `[height, width, channels]`, or `[width]`.
 * @returns A picture for each; colours are brought into [0, 1].
 */
export function picturesOf(values: Float32Array, shape: readonly number[]): PixelArray[] {
  const size = shape.reduce((product, side) => product * side, 1);
  const count = Math.round(values.length / size);
  return Array.from({ length: count }, (_, i) => {
    const own = values.subarray(i * size, (i + 1) * size);
    const [first = 1, width = 1, channels = 1] = shape;
    if (shape.length === 1) return { height: 1, width: first, channels: 1, values: stretched(own) };
    if (channels !== 1 && channels < 3) {
      // Two channels are no colours: the first one is shown.
      const grey = own.filter((_, place) => place % channels === 0);
      return { height: first, width, channels: 1, values: within(grey) };
    }
    return { height: first, width, channels, values: within(own) };
  });
}

/** Some networks reach 1 only up to rounding. */
function within(values: Float32Array): Float32Array {
  return values.map((value) => Math.min(1, Math.max(0, value)));
}

function stretched(values: Float32Array): Float32Array {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return values.map((value) => (most > least ? (value - least) / (most - least) : 0.5));
}
