import { pendulumRenderer } from '../../../src/scenes/pendulum/renderPendulum.ts';
import type { PendulumScene } from '../../../src/scenes/pendulum/renderPendulum.ts';

const SCENE: PendulumScene = {
  pendulum: 30,
  light: 60,
  shadowLength: 6,
  shadowPosition: 8,
  blue: false,
};

function draw(size: number, scene: Partial<PendulumScene> = {}) {
  const out = new Float32Array(size * size * 3);
  pendulumRenderer(size)({ ...SCENE, ...scene }, out, 0);
  const unit = 24 / size;
  /** The colour at a point of the scene. */
  const at = (x: number, y: number) => {
    const k = 3 * (Math.floor((22.375 - y) / unit) * size + Math.floor((x + 2) / unit));
    return [...out.subarray(k, k + 3)].map((value) => Math.round(value * 255));
  };
  return { out, at, unit };
}

describe('pendulumRenderer', () => {
  it.each([32, 96, 128])('shows sun, rod, ball, shadow and ground where they are at %i', (size) => {
    const { at } = draw(size);
    expect(at(10 + 10 / Math.sqrt(3), 20.5)).toEqual([255, 165, 0]);
    expect(at(14, 10.5 - 4 * Math.sqrt(3))).toEqual([178, 34, 34]);
    expect(at(8, -0.5)).toEqual([0, 0, 0]);
    expect(at(5.5, -0.5)).toEqual([0, 0, 0]);
    expect(at(10.6, -0.5)).toEqual([0, 0, 0]);
    expect(at(11.9, -0.5)).toEqual([255, 255, 255]);
    expect(at(4, -0.5)).toEqual([255, 255, 255]);
    expect(at(8, 0.6)).toEqual([255, 255, 255]);
    expect(at(2, 10)).toEqual([255, 255, 255]);
    const [red = 255] = at(12, 10.5 - 2 * Math.sqrt(3));
    expect(red).toBeLessThan(110);
  });

  it('fills one row of pixels with the shadow at 32, by its exact length', () => {
    const { out } = draw(32, { shadowLength: 5.3, shadowPosition: 7.77 });
    const dark = (row: number) => {
      let sum = 0;
      for (let column = 0; column < 32; column++) sum += 1 - (out[3 * (row * 32 + column)] ?? 0);
      return sum * 0.75;
    };
    expect(dark(30)).toBeCloseTo(5.3, 4);
    expect(dark(29)).toBe(0);
    expect(dark(31)).toBe(0);
  });

  it('changes the background alone', () => {
    const [white, blue] = [draw(32), draw(32, { blue: true })];
    expect(blue.at(2, 10)).toEqual([0, 0, 255]);
    expect(blue.at(8, -0.5)).toEqual([0, 0, 0]);
    // Where nothing of the background is seen, the pictures are the same.
    for (const [x, y] of [
      [14, 10.5 - 4 * Math.sqrt(3)],
      [10 + 10 / Math.sqrt(3), 20.5],
    ] as const) {
      expect(blue.at(x, y)).toEqual(white.at(x, y));
    }
  });

  it('moves what a factor is about, and nothing else', () => {
    const base = draw(64);
    /** The rows of pixels in which two images differ, as units of the scene. */
    const rows = (scene: Partial<PendulumScene>) => {
      const { out } = draw(64, scene);
      const places = [...out.keys()].filter((k) => out[k] !== base.out[k]);
      return places.map((k) => 22.375 - (Math.floor(k / 192) + 0.5) * 0.375);
    };
    expect(Math.max(...rows({ shadowLength: 7 }), ...rows({ shadowPosition: 9 }))).toBeLessThan(0);
    expect(Math.min(...rows({ light: 70 }))).toBeGreaterThan(17);
    const moved = rows({ pendulum: 20 });
    expect(Math.max(...moved)).toBeLessThan(11.3);
    expect(Math.min(...moved)).toBeGreaterThan(0.5);
  });

  it('draws from an offset on', () => {
    const two = new Float32Array(2 * 32 * 32 * 3);
    const render = pendulumRenderer(32);
    render(SCENE, two, 32 * 32 * 3);
    expect(two.subarray(0, 32 * 32 * 3).every((value) => value === 0)).toBe(true);
    expect(two.subarray(32 * 32 * 3)).toEqual(draw(32).out);
  });
});
