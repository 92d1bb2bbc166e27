/** Read once: the lookup of a global costs more than the function in loops over pixels. */
const { max, min } = Math;

/** How a resized pixel is computed from its neighbours. */
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
 * @param method - `area` averages what each result pixel covers; `bilinear` and `nearest` sample at its centre.
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
            if (weight === 0) continue;
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
        // Rounding must not push a white pixel past 1.
        out[place + y * row + k] = min(1, max(0, sum));
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
    const centre = (i + 0.5) * ratio;
    if (method === 'nearest') {
      starts[i] = min(from - 1, Math.floor(centre));
      weights[i] = 1;
    } else if (method === 'bilinear') {
      const place = min(max(centre - 0.5, 0), from - 1);
      const start = Math.floor(place);
      starts[i] = start;
      weights[2 * i] = 1 - (place - start);
      weights[2 * i + 1] = place - start;
    } else {
      const low = i * ratio;
      const high = min(from, (i + 1) * ratio);
      const start = min(from - 1, Math.floor(low + 1e-9));
      starts[i] = start;
      for (let t = 0; t < taps; t++) {
        const overlap = min(high, start + t + 1) - max(low, start + t);
        if (overlap > 1e-9) weights[i * taps + t] = overlap / ratio;
      }
    }
  }
  return { starts, weights, taps };
}
