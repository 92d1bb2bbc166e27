import * as tf from '@tensorflow/tfjs';
import { asImageBatch, checkPixels, ShapeError, ValuesError } from '../src/index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('asImageBatch', () => {
  it('gives back the same tensor when it fits', () => {
    const images = tf.zeros([2, 4, 5, 3]);
    expect(asImageBatch('apply', images)).toBe(images);
    expect(asImageBatch('apply', images, [4, 5, 3])).toBe(images);
    expect(asImageBatch('apply', images, [null, null, 3])).toBe(images);
    images.dispose();
  });

  it('takes an empty batch', () => {
    const images = tf.zeros([0, 4, 5, 3]);
    expect(asImageBatch('apply', images).shape[0]).toBe(0);
    images.dispose();
  });

  it.each([
    [
      [4, 5, 3],
      [null, null, null],
    ],
    [
      [1, 2, 4, 5, 3],
      [null, null, null],
    ],
    [
      [2, 4, 5, 1],
      [null, null, 3],
    ],
    [
      [2, 4, 4, 3],
      [4, 5, 3],
    ],
  ])('refuses the shape %j where %j is wanted', (shape, expected) => {
    const images = tf.zeros(shape);
    expect(() => asImageBatch('apply', images, expected)).toThrow(ShapeError);
    images.dispose();
  });

  it('says what was expected and what came', () => {
    const images = tf.zeros([2, 4, 5, 1]);
    expect(() => asImageBatch('apply', images, [null, 5, 3])).toThrow(
      'apply: images must have the shape [n, *, 5, 3], got [2, 4, 5, 1]',
    );
    images.dispose();
  });
});

describe('checkPixels', () => {
  it('takes 0, 1 and what lies between, and nothing at all', () => {
    expect(() => checkPixels('apply', Float32Array.of(0, 0.5, 1))).not.toThrow();
    expect(() => checkPixels('apply', [])).not.toThrow();
  });

  it('looks at a range alone, and names the place in the whole', () => {
    const pixels = [9, 0, 1, 0, 9];
    expect(() => checkPixels('apply', pixels, { from: 1, to: 4 })).not.toThrow();
    expect(() => checkPixels('apply', pixels, { from: 1 })).toThrow('got 9 at place 4');
    expect(() => checkPixels('apply', pixels, { to: 3 })).toThrow('got 9 at place 0');
  });

  it.each([-1e-6, 1.0001, NaN, Infinity, -Infinity])('refuses %p and says where it is', (pixel) => {
    let caught: unknown;
    try {
      checkPixels('apply', [0, 1, pixel, 0]);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ValuesError);
    expect((caught as ValuesError).message).toBe(
      `apply: pixels must lie in [0, 1], got ${pixel} at place 2`,
    );
    expect((caught as ValuesError).data).toEqual({ index: 2, value: pixel });
  });
});
