import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { affineMechanism } from '../../../src/mechanisms/geometric/affine.ts';
import { applied, picture, taken, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const mapped = (a: number, b: number, c: number, d: number) =>
  affineMechanism({ name: 'map', definition: { kind: 'map' }, map: [a, b, c, d] });

/** Five by five pixels, counted from 0 row by row, in units of 1/32. */
const counted = Array.from({ length: 5 }, (_, y) =>
  Array.from({ length: 5 }, (__, x) => (5 * y + x) / 32),
);

describe('affineMechanism', () => {
  it('samples with the inverse map, whose terms are divided by the determinant', async () => {
    // The inverse of (2 x + y, y) is (x / 2 - y / 2, y): the pixel at (1, -1) from the centre comes from (1, -1).
    const rows = await applied(mapped(2, 1, 0, 1), counted);
    expect(rows[1]?.[3]).toBe(8 / 32);
    // (2, 0) comes from (1, 0), (2, -1) from the middle of (1, -1) and (2, -1), (-2, 2) from (-2, 2).
    expect(rows[2]?.[4]).toBe(13 / 32);
    expect(rows[1]?.[4]).toBe(8.5 / 32);
    expect(rows[4]?.[0]).toBe(20 / 32);
    // The same with rows and columns exchanged.
    const columns = await applied(mapped(1, 0, 1, 2), counted);
    expect(columns[3]?.[1]).toBe(16 / 32);
    expect(columns[4]?.[2]).toBe(17 / 32);
    expect(columns[4]?.[1]).toBe(18.5 / 32);
  });

  it('undoes by sampling with the map itself', async () => {
    // (1, -1) comes from (2 - 1, -1), which is itself; (0, 2) from (2, 2).
    const rows = await undone(mapped(2, 1, 0, 1), counted);
    expect(rows[1]?.[3]).toBe(8 / 32);
    expect(rows[4]?.[2]).toBe(24 / 32);
    expect(rows[4]?.[3]).toBe(0);
  });

  it('never leaves [0, 1], also where weights are rounded up', async () => {
    const white = picture(Array.from({ length: 9 }, () => new Array<number>(7).fill(1)));
    for (let i = 1; i < 40; i++) {
      const pixels = await taken(
        mapped(1, 0.013 * i, 0.007 * i, 1).apply(white, new RandomStream(1)),
      );
      expect(Math.max(...pixels)).toBe(1);
      expect(Math.min(...pixels)).toBeGreaterThanOrEqual(0);
    }
    white.dispose();
  });
});
