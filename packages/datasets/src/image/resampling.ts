/** Read once: the lookup of a global costs more than the function in loops over pixels. */
const { max, min } = Math;

/**
 * How a pixel of a resized image is computed. The source is laid over the result so that their borders meet; nothing
 * outside of it counts.
 *
 * - `area`: the mean of what the pixel covers, parts of source pixels in proportion. Shrinking loses no ink and makes no
 *   jagged edges, so this is the one to shrink photographs and drawings with. Enlarging repeats pixels, mixed only where
 *   one of the result lies across two of the source.
 * - `bilinear`: a mix of the two nearest rows and columns, in proportion to the distance of their centres from that of
 *   the pixel. Enlarges smoothly. Shrinking to less than half skips source pixels, and thin lines with them.
 * - `nearest`: the source pixel under the centre. Makes no new values, so it suits masks, class maps and images of two
 *   colours; shrinking skips pixels.
 *
 * At the source's own size all three give the image unchanged.
 */
export type ResizeMethod = 'area' | 'bilinear' | 'nearest';

/** For every output place along an axis, which input places count how much. */
interface AxisWeights {
  /** The first input place of each output place. */
  readonly starts: Int32Array;
  /** `taps` weights per output place; they add up to 1. */
  readonly weights: Float32Array;
  /** Weights per output place. */
  readonly taps: number;
}

/**
 * Prepares the resizing of images of one size to another.
 *
 * @param from - Height and width of the source.
 * @param to - Height and width of the result.
 * @param channels - Channels of both.
 * @param method - How pixels are computed.
 * @returns A function that resizes one image: source array, place in it, output array, place in it.
 */
export function createResizer(
  from: readonly [height: number, width: number],
  to: readonly [height: number, width: number],
  channels: number,
  method: ResizeMethod,
): (source: ArrayLike<number>, at: number, out: Float32Array, place: number) => void {
  const [sourceHeight, sourceWidth] = from;
  const [height, width] = to;
  const rows = axisWeights(sourceHeight, height, method);
  const columns = axisWeights(sourceWidth, width, method);
  const between = new Float32Array(sourceHeight * width * channels);
  return (source, at, out, place) => {
    for (let y = 0; y < sourceHeight; y++) {
      for (let x = 0; x < width; x++) {
        const start = columns.starts[x] ?? 0;
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let t = 0; t < columns.taps; t++) {
            const weight = columns.weights[x * columns.taps + t] ?? 0;
            if (weight !== 0)
              sum += weight * (source[at + (y * sourceWidth + start + t) * channels + c] ?? 0);
          }
          between[(y * width + x) * channels + c] = sum;
        }
      }
    }
    const row = width * channels;
    for (let y = 0; y < height; y++) {
      const start = rows.starts[y] ?? 0;
      for (let k = 0; k < row; k++) {
        let sum = 0;
        for (let t = 0; t < rows.taps; t++) {
          const weight = rows.weights[y * rows.taps + t] ?? 0;
          if (weight !== 0) sum += weight * (between[(start + t) * row + k] ?? 0);
        }
        // Every weight is within a 2^-24th of its true value, so a white sum is rounded to 1 and not past it.
        out[place + y * row + k] = sum;
      }
    }
  };
}

function axisWeights(from: number, to: number, method: ResizeMethod): AxisWeights {
  const ratio = from / to;
  const taps = method === 'area' ? Math.ceil(ratio) + 1 : method === 'bilinear' ? 2 : 1;
  const starts = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let i = 0; i < to; i++) {
    // In units of a part of a source pixel all centres and borders are integers, so that nothing is lost to rounding.
    const centre = (2 * i + 1) * from; // in units of 1 / (2 to)
    if (method === 'nearest') {
      starts[i] = Math.floor(centre / (2 * to));
      weights[i] = 1;
    } else if (method === 'bilinear') {
      const place = min(max(centre - to, 0), (from - 1) * 2 * to);
      const start = Math.floor(place / (2 * to));
      const beyond = (place - start * 2 * to) / (2 * to);
      starts[i] = start;
      weights[2 * i] = 1 - beyond;
      weights[2 * i + 1] = beyond;
    } else {
      // Here in units of 1 / to.
      const low = i * from;
      const start = Math.floor(low / to);
      starts[i] = start;
      for (let t = 0; t < taps; t++) {
        const pixel = (start + t) * to;
        const overlap = min(low + from, pixel + to) - max(low, pixel);
        if (overlap > 0) weights[i * taps + t] = overlap / from;
      }
    }
  }
  return { starts, weights, taps };
}
