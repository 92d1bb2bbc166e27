import { SceneCanvas } from '../../../src/scenes/drawing/sceneCanvas.ts';

const WINDOW = { left: 0, top: 8, side: 8 };

/** What `draw` leaves of black paint on white paper, summed over pixels in units of area, and the image. */
function inked(size: number, draw: (canvas: SceneCanvas) => void) {
  const out = new Float32Array(size * size * 3 + 6).fill(-1);
  const canvas = new SceneCanvas(size, WINDOW);
  canvas.begin(out, 3, [1, 1, 1]);
  draw(canvas);
  const pixels = out.subarray(3, 3 + size * size * 3);
  const unit = 8 / size;
  let area = 0;
  for (let k = 0; k < pixels.length; k += 3) area += (1 - (pixels[k] ?? 0)) * unit ** 2;
  return { out, pixels, area };
}

const dark = (pixels: Float32Array, size: number, row: number, column: number) =>
  1 - (pixels[(row * size + column) * 3] ?? NaN);

describe('SceneCanvas', () => {
  it('covers pixels by the share of a rectangle in them', () => {
    // Pixels are 1 by 1. The rectangle spans x 2.25..4.5 and y 5..5.5: the row of y 5..6 is row 2.
    const { pixels, area, out } = inked(8, (canvas) => {
      canvas.rectangle(2.25, 4.5, 5, 5.5, [0, 0, 0]);
    });
    expect(dark(pixels, 8, 2, 2)).toBeCloseTo(0.375, 6);
    expect(dark(pixels, 8, 2, 3)).toBeCloseTo(0.5, 6);
    expect(dark(pixels, 8, 2, 4)).toBeCloseTo(0.25, 6);
    expect(dark(pixels, 8, 2, 5)).toBe(0);
    expect(dark(pixels, 8, 1, 3)).toBe(0);
    expect(dark(pixels, 8, 3, 3)).toBe(0);
    expect(area).toBeCloseTo(2.25 * 0.5, 5);
    // Nothing outside the image is touched.
    expect([...out.subarray(0, 3), ...out.subarray(-3)]).toEqual([-1, -1, -1, -1, -1, -1]);
  });

  it('paints nothing of an empty rectangle, and clips what leaves the window', () => {
    expect(inked(8, (canvas) => canvas.rectangle(3, 3, 1, 2, [0, 0, 0])).area).toBe(0);
    expect(inked(8, (canvas) => canvas.rectangle(5, 3, 1, 2, [0, 0, 0])).area).toBe(0);
    const clipped = inked(8, (canvas) => canvas.rectangle(-3, 1.5, -2, 20, [0, 0, 0]));
    expect(clipped.area).toBeCloseTo(1.5 * 8, 5);
    // Beyond the right edge lies no next row, and below the last row no next image.
    const corner = inked(8, (canvas) => {
      canvas.rectangle(6, 12, -3, 1, [0, 0, 0]);
    });
    expect(corner.area).toBeCloseTo(2, 5);
    expect(corner.out.at(-1)).toBe(-1);
    expect(dark(corner.pixels, 8, 7, 0)).toBe(0);
  });

  it.each([16, 32, 64])('fills discs and bars by their area at %i pixels', (size) => {
    const disc = inked(size, (canvas) => canvas.disc(3.3, 4.1, 2, [0, 0, 0]));
    expect(Math.abs(disc.area / (Math.PI * 4) - 1)).toBeLessThan(0.01);
    const bar = inked(size, (canvas) => canvas.bar([1, 2], [4, 6], 0.8, [0, 0, 0]));
    expect(Math.abs(bar.area / (5 * 0.8) - 1)).toBeLessThan(0.02);
    // A window that does not begin at 0.
    const out = new Float32Array(size * size * 3);
    const canvas = new SceneCanvas(size, { left: -5, top: 1, side: 8 });
    canvas.begin(out, 0, [1, 1, 1]);
    canvas.disc(-2, -2, 2, [0, 0, 0]);
    const area = out.reduce((sum, value) => sum + (1 - value), 0) * (8 / size) ** 2;
    expect(Math.abs(area / 3 / (Math.PI * 4) - 1)).toBeLessThan(0.01);
  });

  it('centres a disc where it is said to be, y upwards', () => {
    const size = 32;
    const { pixels } = inked(size, (canvas) => canvas.disc(2.5, 6, 1, [0, 0, 0]));
    let [mass, x, y] = [0, 0, 0];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const share = dark(pixels, size, row, column);
        mass += share;
        x += share * (column + 0.5) * (8 / size);
        y += share * (8 - (row + 0.5) * (8 / size));
      }
    }
    expect(x / mass).toBeCloseTo(2.5, 2);
    expect(y / mass).toBeCloseTo(6, 2);
  });

  it('draws a bar with square ends', () => {
    const { pixels } = inked(8, (canvas) => canvas.bar([2, 4.5], [6, 4.5], 1, [0, 0, 0]));
    expect([1, 2, 5, 6].map((column) => dark(pixels, 8, 3, column))).toEqual([0, 1, 1, 0]);
    expect(dark(pixels, 8, 2, 4)).toBe(0);
    expect(inked(8, (canvas) => canvas.bar([2, 2], [2, 2], 1, [0, 0, 0])).area).toBe(0);
  });

  it('blends colours with what is below', () => {
    const { pixels } = inked(8, (canvas) => {
      canvas.rectangle(0, 0.5, 7, 8, [1, 0.5, 0]);
    });
    expect([...pixels.subarray(0, 3)]).toEqual([1, 0.75, 0.5]);
  });
});
