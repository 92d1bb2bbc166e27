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

  it('is named after its size and place', () => {
    const fixed = occlude({ top: 1, left: 2, height: 3, width: 4 });
    expect(fixed.name).toBe('occlude 3x4 at 1,2');
    expect(fixed.deterministic).toBe(true);
    expect(occlude({ top: -0, left: -0, height: 1, width: 1 }).definition).toStrictEqual({
      kind: 'occlude',
      height: 1,
      width: 1,
      top: 0,
      left: 0,
      value: 0,
    });
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

  it('covers with white', async () => {
    const black = [[0, 0, 0]];
    expect(
      await applied(occlude({ top: 0, left: 1, height: 1, width: 1, value: 1 }), black),
    ).toEqual([[0, 1, 0]]);
  });

  it('draws two numbers per image: the row, then the column', async () => {
    const images = tf.ones<tf.Rank.R4>([2, 5, 4, 1]);
    const [stream, twin] = [new RandomStream(8), new RandomStream(8)];
    const pixels = await taken(occlude({ height: 1, width: 1 }).apply(images, stream));
    images.dispose();
    for (const image of [0, 1]) {
      const [top, left] = [twin.integer(0, 5), twin.integer(0, 4)];
      expect(pixels.slice(20 * image, 20 * image + 20).indexOf(0)).toBe(4 * top + left);
    }
    expect(stream.uniform()).toBe(twin.uniform());
  });

  it('has one place only for a rectangle of the size of the image', async () => {
    const images = tf.ones<tf.Rank.R4>([20, 3, 4, 1]);
    const pixels = await taken(occlude({ height: 3, width: 4 }).apply(images, new RandomStream(1)));
    images.dispose();
    expect(pixels.every((value) => value === 0)).toBe(true);
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
    expect(codeOf(() => occlude({ height: 1, width: 1, top: 0, left: -1 }))).toBe('ERR_ARGUMENT');
    expect(() => occlude({ height: 1, width: 1, top: 0 })).toThrow('give both top and left');
    expect(() => occlude({ height: 1, width: 1, left: 0 })).toThrow('give both top and left');
    expect(codeOf(() => occlude({ height: 1, width: 1, value: 2 }))).toBe('ERR_ARGUMENT');
  });
});
