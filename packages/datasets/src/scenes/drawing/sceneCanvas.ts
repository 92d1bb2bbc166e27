/** Red, green and blue, each in [0, 1]. */
export type SceneColour = readonly [number, number, number];

/** The square piece of the world that an image shows. */
export interface SceneWindow {
  /** The x of its left edge. */
  readonly left: number;
  /** The y of its top edge; y grows upwards. */
  readonly top: number;
  /** How wide and high it is. */
  readonly side: number;
}

/** Samples per pixel along each axis where an edge passes through it. */
const SAMPLES = 4;

/**
 * Paints shapes, given in units of the world, into square images with three channels. What lies outside the window is not seen.
 * Rectangles cover each pixel by the exact share of its area; edges of other shapes are sampled 4 by 4 times per pixel.
 */
export class SceneCanvas {
  readonly #size: number;
  readonly #window: SceneWindow;
  /** The side of a pixel in units of the world. */
  readonly #unit: number;
  #out: Float32Array = new Float32Array();
  #offset = 0;

  /**
   * @param size - Pixels along each side.
   * @param window - What is seen.
   */
  constructor(size: number, window: SceneWindow) {
    this.#size = size;
    this.#window = window;
    this.#unit = window.side / size;
  }

  /**
   * Begins an image.
   *
   * @param out - Receives it, `size * size * 3` numbers from `offset` on.
   * @param offset - Where it begins.
   * @param background - The colour that all pixels take.
   */
  begin(out: Float32Array, offset: number, [red, green, blue]: SceneColour): void {
    this.#out = out;
    this.#offset = offset;
    const end = offset + this.#size * this.#size * 3;
    for (let k = offset; k < end; k += 3) {
      out[k] = red;
      out[k + 1] = green;
      out[k + 2] = blue;
    }
  }

  /**
   * @param left - The smaller x.
   * @param right - The larger x; nothing is painted where it is not.
   * @param bottom - The smaller y.
   * @param top - The larger y.
   * @param colour - What it is filled with.
   */
  rectangle(left: number, right: number, bottom: number, top: number, colour: SceneColour): void {
    const unit = this.#unit;
    this.#eachPixel(
      left,
      right,
      bottom,
      top,
      (x, y) => {
        const across = Math.min(right, x + unit / 2) - Math.max(left, x - unit / 2);
        const along = Math.min(top, y + unit / 2) - Math.max(bottom, y - unit / 2);
        return (Math.max(0, across) * Math.max(0, along)) / unit ** 2;
      },
      colour,
    );
  }

  /**
   * @param x - The centre.
   * @param y - The centre.
   * @param radius - Its radius.
   * @param colour - What it is filled with.
   */
  disc(x: number, y: number, radius: number, colour: SceneColour): void {
    const distance = (px: number, py: number) => Math.hypot(px - x, py - y) - radius;
    this.#shape(x - radius, x + radius, y - radius, y + radius, distance, colour);
  }

  /**
   * A straight bar with square ends.
   *
   * @param from - Where its middle line begins, as x and y.
   * @param to - Where it ends.
   * @param width - How wide it is.
   * @param colour - What it is filled with.
   */
  bar(
    from: readonly [number, number],
    to: readonly [number, number],
    width: number,
    colour: SceneColour,
  ): void {
    const half = width / 2;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    if (length === 0) return;
    const [ux, uy] = [dx / length, dy / length];
    const distance = (px: number, py: number) => {
      const [x, y] = [px - from[0], py - from[1]];
      const along = Math.abs(x * ux + y * uy - length / 2) - length / 2;
      return Math.max(along, Math.abs(x * uy - y * ux) - half);
    };
    this.#shape(
      Math.min(from[0], to[0]) - half,
      Math.max(from[0], to[0]) + half,
      Math.min(from[1], to[1]) - half,
      Math.max(from[1], to[1]) + half,
      distance,
      colour,
    );
  }

  /** @param distance - At most the distance to the shape outside of it, at most minus that to its edge inside. */
  #shape(
    left: number,
    right: number,
    bottom: number,
    top: number,
    distance: (x: number, y: number) => number,
    colour: SceneColour,
  ): void {
    const unit = this.#unit;
    const reach = unit * Math.SQRT1_2;
    this.#eachPixel(
      left,
      right,
      bottom,
      top,
      (x, y) => {
        const middle = distance(x, y);
        if (middle >= reach) return 0;
        if (middle <= -reach) return 1;
        let inside = 0;
        for (let i = 0; i < SAMPLES; i++) {
          for (let j = 0; j < SAMPLES; j++) {
            const sx = x + unit * ((i + 0.5) / SAMPLES - 0.5);
            const sy = y + unit * ((j + 0.5) / SAMPLES - 0.5);
            if (distance(sx, sy) <= 0) inside += 1;
          }
        }
        return inside / SAMPLES ** 2;
      },
      colour,
    );
  }

  /** Paints the pixels of a box by how much of each is covered, asked at its centre. */
  #eachPixel(
    left: number,
    right: number,
    bottom: number,
    top: number,
    coverage: (x: number, y: number) => number,
    [red, green, blue]: SceneColour,
  ): void {
    const unit = this.#unit;
    const out = this.#out;
    const size = this.#size;
    const { left: edge, top: ceiling } = this.#window;
    const firstColumn = Math.max(0, Math.floor((left - edge) / unit));
    const lastColumn = Math.min(size - 1, Math.floor((right - edge) / unit));
    const firstRow = Math.max(0, Math.floor((ceiling - top) / unit));
    const lastRow = Math.min(size - 1, Math.floor((ceiling - bottom) / unit));
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const share = coverage(edge + (column + 0.5) * unit, ceiling - (row + 0.5) * unit);
        if (share <= 0) continue;
        const k = this.#offset + (row * size + column) * 3;
        out[k] = (out[k] ?? 0) * (1 - share) + red * share;
        out[k + 1] = (out[k + 1] ?? 0) * (1 - share) + green * share;
        out[k + 2] = (out[k + 2] ?? 0) * (1 - share) + blue * share;
      }
    }
  }
}
