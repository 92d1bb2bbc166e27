import { flowRenderer } from '../../../src/scenes/flow/renderFlow.ts';
import type { FlowScene } from '../../../src/scenes/flow/renderFlow.ts';

const SCENE: FlowScene = { ball: 1, hole: 4, water: 3, jet: 12 };

function draw(size: number, scene: Partial<FlowScene> = {}) {
  const out = new Float32Array(size * size * 3);
  flowRenderer(size)({ ...SCENE, ...scene }, out, 0);
  const unit = 16 / size;
  return {
    out,
    at: (x: number, y: number) => {
      const k = 3 * (Math.floor((14 - y) / unit) * size + Math.floor(x / unit));
      return [...out.subarray(k, k + 3)].map((value) => Math.round(value * 10) / 10);
    },
  };
}

describe('flowRenderer', () => {
  it.each([32, 64, 128])('shows ground, tank, water, ball and jet where they are at %i', (size) => {
    const { at } = draw(size);
    expect(at(15, -1)).toEqual([0.6, 0.6, 0.6]);
    expect(at(5.4, 2)).toEqual([0.6, 0.6, 0.6]);
    expect(at(2.75, 8)).toEqual([0, 0, 0]);
    expect(at(7.75, 8)).toEqual([0, 0, 0]);
    expect(at(4, 6.2)).toEqual([0.2, 0.5, 1]);
    expect(at(4, 7.6)).toEqual([1, 1, 1]);
    expect(at(5.25, 5)).toEqual([0.8, 0.1, 0.1]);
    // Halfway the jet has fallen by a quarter of the height.
    const [red = 1, , blue = 0] = at(10, 3);
    expect(red).toBeLessThan(0.7);
    expect(blue).toBe(1);
    expect(at(10, 1.5)).toEqual([1, 1, 1]);
    expect(at(14, 0.6)).toEqual([1, 1, 1]);
  });

  it('moves the jet alone where the jet is set', () => {
    const [near, far] = [draw(64), draw(64, { jet: 15 })];
    const columns = [...near.out.keys()]
      .filter((k) => near.out[k] !== far.out[k])
      .map((k) => (Math.floor(k / 3) % 64) / 4);
    expect(Math.min(...columns)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...columns)).toBeGreaterThan(14);
    expect(far.at(15, -1)).toEqual(near.at(15, -1));
  });

  it('draws from an offset on', () => {
    const two = new Float32Array(2 * 16 * 16 * 3);
    flowRenderer(16)(SCENE, two, 16 * 16 * 3);
    expect(two.subarray(0, 16 * 16 * 3).every((value) => value === 0)).toBe(true);
    expect(two.subarray(16 * 16 * 3)).toEqual(draw(16).out);
  });
});
