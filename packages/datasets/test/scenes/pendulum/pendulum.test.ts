import { pendulum } from '../../../src/scenes/pendulum/pendulum.ts';
import { pendulumRenderer } from '../../../src/scenes/pendulum/renderPendulum.ts';
import type { SceneDataset } from '../../../src/scenes/sceneDataset.ts';
import { failure, pixelHash } from '../../testFiles.ts';

async function read(data: Pick<SceneDataset, 'read'>, indices: readonly number[], size: number) {
  const out = new Float32Array(indices.length * size * size * 3);
  await data.read(Int32Array.from(indices), out);
  return out;
}

function statistics(data: SceneDataset, column: number) {
  const columns = data.factors.length;
  const values = Array.from(
    { length: data.size },
    (_, i) => data.values[i * columns + column] ?? NaN,
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

describe('pendulum', () => {
  it('has the statistics of the labels that the authors released', () => {
    // Means 20.25, 68.25, 6.9928, 8.7982 and deviations 11.8357 (twice), 2.8422, 2.1776 of 6724 rows.
    const data = pendulum();
    for (const column of [0, 1]) {
      expect(statistics(data, column).mean).toBe([20.25, 68.25][column]);
      expect(statistics(data, column).deviation).toBeCloseTo(11.8357, 4);
    }
    const [length, position] = [statistics(data, 2), statistics(data, 3)];
    expect(Math.abs(length.mean - 6.9928)).toBeLessThan(0.1);
    expect(Math.abs(length.deviation - 2.8422)).toBeLessThan(0.06);
    expect(Math.abs(position.mean - 8.7982)).toBeLessThan(0.08);
    expect(Math.abs(position.deviation - 2.1776)).toBeLessThan(0.05);
    const clean = pendulum({ noise: 0, corrupted: 0 });
    expect(statistics(clean, 2).mean).toBeCloseTo(6.905, 3);
    expect(statistics(clean, 2).deviation).toBeCloseTo(2.631, 3);
    expect(statistics(clean, 3).mean).toBeCloseTo(8.821, 3);
    expect(statistics(clean, 3).deviation).toBeCloseTo(1.831, 3);
  });

  it('shows the shadow as it was measured', async () => {
    const data = pendulum({ size: 32, background: { agreement: 0.8 } });
    expect(data).toMatchObject({ name: 'pendulum/train', size: 6724, shape: [32, 32, 3] });
    const columns = data.factors.length;
    expect(columns).toBe(6);
    const corrupted = (flag: number) =>
      Array.from({ length: data.size }, (_, i) => i).find(
        (i) => data.values[i * columns + 4] === flag && data.values[i * columns + 5] === 1,
      ) ?? -1;
    const render = pendulumRenderer(32);
    for (const row of [corrupted(0), corrupted(1)]) {
      const [angle = 0, light = 0, shadowLength = 0, shadowPosition = 0] = data.values.subarray(
        row * columns,
      );
      const expected = new Float32Array(32 * 32 * 3);
      render({ pendulum: angle, light, shadowLength, shadowPosition, blue: true }, expected, 0);
      expect(await read(data, [row], 32)).toEqual(expected);
    }
  });

  it('draws the images that recorded results were trained on', async () => {
    const first = Array.from({ length: 100 }, (_, i) => 67 * i);
    expect(pixelHash(await read(pendulum({ size: 32 }), first, 32))).toBe(
      '2abc43453d247682d9de7b7ac930de80fd18cc01489f0f7fece4a0f20b6837cf',
    );
    const other = pendulum({ rows: 100, seed: 7, split: 'test', background: { agreement: 0.5 } });
    expect(pixelHash(await read(other, [...Array(100).keys()], 64))).toBe(
      '37fecc9937dae5bad675d1ad95484d440c64d414987e26ff7a3bd8ef5e3b318d',
    );
  });

  it('shows counterfactuals', async () => {
    const data = pendulum({ size: 32, rows: 4 });
    const there = data.counterfactual({ light: 60, pendulum: 10 });
    expect(there.name).toBe('pendulum/train/do(light=60, pendulum=10)');
    const [before, after] = [await read(data, [2], 32), await read(there, [2], 32)];
    expect(after).not.toEqual(before);
    // What already is so stays so, to the last pixel.
    const value = data.values[2 * 5 + 1] ?? NaN;
    expect(await read(data.counterfactual({ light: value }), [2], 32)).toEqual(before);
  });

  it('refuses sizes that it cannot draw', () => {
    for (const size of [15, 513, 32.5]) {
      expect(() => pendulum({ size })).toThrow(
        failure('ERR_ARGUMENT', '^pendulum: size must be an integer from 16 to 512'),
      );
    }
    expect(() => pendulum({ noise: -1 })).toThrow(failure('ERR_ARGUMENT', '^pendulum: noise'));
  });
});
