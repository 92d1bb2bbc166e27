import { checkPendulumOptions } from '../../../src/scenes/pendulum/pendulumOptions.ts';
import type { PendulumRowsOptions } from '../../../src/scenes/pendulum/pendulumOptions.ts';
import {
  cleanRanges,
  drawPendulumRows,
  pendulumColumns,
} from '../../../src/scenes/pendulum/pendulumRows.ts';

const draw = (options: PendulumRowsOptions = {}) =>
  drawPendulumRows(checkPendulumOptions('test', options));

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

const sum = (flags: Uint8Array) => flags.reduce((total, flag) => total + flag, 0);

describe('drawPendulumRows', () => {
  it('takes each pair of angles of the grid once', () => {
    const { pendulum, light, count } = draw();
    expect(count).toBe(6724);
    expect([pendulum[0], light[0]]).toEqual([0, 48]);
    expect([pendulum[1], light[1]]).toEqual([0, 48.5]);
    expect([pendulum[82], light[82]]).toEqual([0.5, 48]);
    expect([pendulum[6723], light[6723]]).toEqual([40.5, 88.5]);
    const pairs = new Set(Array.from(pendulum, (angle, i) => `${angle} ${light[i] ?? NaN}`));
    expect(pairs.size).toBe(6724);
  });

  it('draws angles evenly from their ranges', () => {
    const { pendulum, light } = draw({ rows: 5000 });
    for (const [values, low, high] of [
      [pendulum, 0, 40.5],
      [light, 48, 88.5],
    ] as const) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThan(high);
      expect(deviation(values)).toBeCloseTo(40.5 / Math.sqrt(12), 0);
    }
    expect(pendulum).not.toEqual(light.map((angle) => angle - 48));
  });

  it('draws noise of the stated deviation, twice and apart', () => {
    const { lengthNoise, positionNoise } = draw({ noise: 0.5 });
    expect(deviation(lengthNoise)).toBeCloseTo(0.5, 1);
    expect(deviation(positionNoise)).toBeCloseTo(0.5, 1);
    expect(lengthNoise[0]).not.toBe(positionNoise[0]);
    expect(Math.max(...draw({ noise: 0 }).lengthNoise)).toBe(0);
  });

  it('corrupts the stated share, evenly over the noiseless ranges', () => {
    const rows = draw();
    expect(sum(rows.corrupted)).toBe(1345);
    expect(sum(draw({ corrupted: 0 }).corrupted)).toBe(0);
    expect(sum(draw({ corrupted: 1 }).corrupted)).toBe(6724);
    expect(Math.min(...rows.corruptLength)).toBeCloseTo(2, 2);
    expect(Math.max(...rows.corruptLength)).toBeCloseTo(12.674, 1);
    expect(Math.min(...rows.corruptPosition)).toBeCloseTo(4.372, 1);
    expect(Math.max(...rows.corruptPosition)).toBeCloseTo(12.891, 1);
    expect(deviation(rows.corruptPosition)).toBeCloseTo(8.519 / Math.sqrt(12), 1);
  });

  it('makes the background agree as often as is said', () => {
    expect(draw().background).toBeNull();
    const { corrupted, background } = draw({ rows: 1000, background: { agreement: 0.8 } });
    const blue = (flag: number) =>
      corrupted.reduce((n, own, i) => n + (own === flag ? (background?.[i] ?? 0) : 0), 0);
    expect(sum(corrupted)).toBe(200);
    expect(blue(1)).toBe(160);
    expect(blue(0)).toBe(160);
  });

  it('gives each kind of chance a stream of its own, and each split and seed others', () => {
    const rows = draw({ rows: 50 });
    expect(draw({ rows: 50 })).toEqual(rows);
    const noisier = draw({ rows: 50, noise: 2, background: { agreement: 0.5 } });
    expect(noisier.corrupted).toEqual(rows.corrupted);
    expect(noisier.lengthNoise[7]).toBeCloseTo(2 * (rows.lengthNoise[7] ?? NaN), 12);
    for (const other of [
      draw({ rows: 50, split: 'test' }),
      draw({ rows: 50, split: 'valid' }),
      draw({ rows: 50, seed: 2 }),
    ]) {
      expect(other.pendulum).not.toEqual(rows.pendulum);
      expect(other.lengthNoise).not.toEqual(rows.lengthNoise);
    }
  });
});

describe('cleanRanges', () => {
  it('has the ends that the whole grid has', () => {
    const { length, position } = cleanRanges(2);
    expect(length[0]).toBe(2);
    expect(length[1]).toBeCloseTo(12.6741, 4);
    expect(position[0]).toBeCloseTo(4.372, 3);
    expect(position[1]).toBeCloseTo(12.891, 3);
    expect(cleanRanges(0).length[0]).toBeCloseTo(0.2488, 4);
  });
});

describe('pendulumColumns', () => {
  it('has a background where there is one', () => {
    expect(pendulumColumns(false).map(({ name }) => name)).toEqual([
      'pendulum',
      'light',
      'shadow_length',
      'shadow_position',
      'corrupted',
    ]);
    expect(pendulumColumns(true).at(-1)).toEqual({ name: 'background', kind: 'binary' });
  });
});
