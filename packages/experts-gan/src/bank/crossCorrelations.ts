import type { ImageShape } from '@causal-mechanisms/tensor-utils';

/**
 * How an image and what an expert made of it go together: their correlation at every displacement up to a reach and, where there are
 * several channels, that of every channel of the one with every channel of the other. A shift moves the peak, a contrast inversion
 * turns its sign, noise lowers it, while the content of the image does little.
 *
 * @param before - Pixels of images, one after the other.
 * @param after - As many pixels of what was made of them.
 * @param shape - Height, width and channels.
 * @param reach - The largest displacement along either axis, in pixels.
 * @returns One row of correlations for each image; those of an image of one grey are 0.
 */
export function crossCorrelations(
  before: Float32Array,
  after: Float32Array,
  shape: ImageShape,
  reach: number,
): Float64Array[] {
  const size = shape[0] * shape[1] * shape[2];
  return Array.from({ length: before.length / size }, (_, image) => {
    const from = image * size;
    const [a, b] = [before, after].map((pixels) => centred(pixels.subarray(from, from + size)));
    return correlations(a as Float64Array, b as Float64Array, shape, reach);
  });
}

/** Minus its mean, over its length as a vector. */
function centred(pixels: Float32Array): Float64Array {
  const values = Float64Array.from(pixels);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const norm = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  // A single grey has no pattern to go along with; rounding must not become one.
  return values.map((value) => (norm > 1e-6 ? (value - mean) / norm : 0));
}

function correlations(
  a: Float64Array,
  b: Float64Array,
  [height, width, channels]: ImageShape,
  reach: number,
): Float64Array {
  const side = 2 * reach + 1;
  const pairs = channels > 1 ? channels * channels : 0;
  const found = new Float64Array(side * side + pairs);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      let sum = 0;
      const [left, right] = [Math.max(0, -dx) * channels, Math.min(width, width - dx) * channels];
      for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
        const row = y * width * channels;
        const moved = (dy * width + dx) * channels;
        for (let k = row + left; k < row + right; k++) sum += (a[k] ?? 0) * (b[k + moved] ?? 0);
      }
      found[(dy + reach) * side + dx + reach] = sum;
    }
  }
  for (let k = 0; k < a.length && pairs > 0; k += channels) {
    for (let pair = 0; pair < pairs; pair++) {
      const [one, other] = [Math.floor(pair / channels), pair % channels];
      const place = side * side + pair;
      found[place] = (found[place] ?? 0) + (a[k + one] ?? 0) * (b[k + other] ?? 0);
    }
  }
  return found;
}
