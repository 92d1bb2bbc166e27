import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { occlude } from '../../../src/index.ts';
import { applied, codeOf, taken } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const white = [
  [1, 1, 1, 1],
  [1, 1, 1, 1],
  [1, 1, 1, 1],
];

describe('occlude', () => {
  it('covers a fixed rectangle, cut at the border', async () => {
    expect(await applied(occlude({ top: 1, left: 2, height: 1, width: 1 }), white)).toEqual([
      [1, 1, 1, 1],
      [1, 1, 0, 1],
      [1, 1, 1, 1],
    ]);
    expect(await applied(occlude({ top: 2, left: 3, height: 5, width: 5 }), white)).toEqual([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 0],
    ]);
    expect(await applied(occlude({ top: 0, left: 4, height: 5, width: 5 }), white)).toEqual(white);
  });

  it('covers with a brightness', async () => {
    expect(
      await applied(occlude({ top: 0, left: 0, height: 1, width: 4, value: 0.5 }), white),
    ).toEqual([
      [0.5, 0.5, 0.5, 0.5],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
  });

  it('draws one place per image, whole inside, uniformly', async () => {
    const images = tf.ones<tf.Rank.R4>([600, 4, 3, 2]);
    const mechanism = occlude({ height: 2, width: 2 });
    const pixels = await taken(mechanism.apply(images, new RandomStream(5)));
    images.dispose();
    const places = new Map<string, number>();
    for (let i = 0; i < 600; i++) {
      const image = pixels.slice(i * 24, (i + 1) * 24);
      expect(image.filter((value) => value === 0)).toHaveLength(8);
      const key = image.join('');
      places.set(key, (places.get(key) ?? 0) + 1);
    }
    // Three rows by two columns of places, 100 times each on average with a deviation of 9.1.
    expect(places.size).toBe(6);
    for (const times of places.values()) expect(Math.abs(times - 100)).toBeLessThan(40);
    expect(mechanism.deterministic).toBe(false);
    expect(mechanism.name).toBe('occlude 2x2 anywhere');
  });

  it('covers all of an image that is smaller', async () => {
    expect(await applied(occlude({ height: 9, width: 9 }), white)).toEqual(
      white.map((row) => row.map(() => 0)),
    );
  });

  it('refuses impossible rectangles', () => {
    expect(codeOf(() => occlude({ height: 0, width: 1 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => occlude({ height: 1, width: 1.5 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => occlude({ height: 1, width: 1, top: 2 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => occlude({ height: 1, width: 1, left: 2 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => occlude({ height: 1, width: 1, top: -1, left: 0 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => occlude({ height: 1, width: 1, value: 2 }))).toBe('ERR_ARGUMENT');
  });
});
