import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { perImage } from '../../src/image/perImage.ts';
import { rejectionOf } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** One pixel per image, whose value is the number of the image. */
const numbered = (count: number) =>
  tf.reshape<tf.Rank.R4>(tf.range(0, count, 1, 'float32'), [count, 1, 1, 1]);

describe('perImage', () => {
  it.each([1, 256, 257, 600])('scores each of %p images on its own', async (count) => {
    const images = numbered(count);
    const reference = tf.ones<tf.Rank.R4>([count, 1, 1, 1]);
    const before = tf.memory().numTensors;
    const scores = await perImage('f', images, reference, ([first = NaN], [second = NaN], size) => {
      expect(size).toEqual([1, 1, 1]);
      return first + 0.5 * second;
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(Array.from(scores)).toEqual(Array.from({ length: count }, (_, i) => i + 0.5));
    tf.dispose([images, reference]);
  });

  it('reads at most 256 images, and at most 2^22 numbers of large ones, at once', async () => {
    const slices = jest.spyOn(tf.Tensor.prototype, 'slice');
    const sizesOf = async (shape: [number, number, number, number]) => {
      const images = tf.zeros<tf.Rank.R4>(shape);
      slices.mockClear();
      await perImage('f', images, images, () => 0);
      images.dispose();
      return slices.mock.calls.map(([, size]) => (size as number[])[0]);
    };
    expect(await sizesOf([300, 1, 1, 1])).toEqual([256, 256, 44, 44]);
    expect(await sizesOf([3, 1024, 1024, 2])).toEqual([2, 2, 1, 1]);
    expect(await sizesOf([2, 1024, 1024, 5])).toEqual([1, 1, 1, 1]);
    slices.mockRestore();
  });

  it('hands over rows, columns and channels as they stand in the tensor', async () => {
    const images = tf.reshape<tf.Rank.R4>(tf.range(0, 24, 1, 'float32'), [2, 2, 3, 2]);
    const seen: number[][] = [];
    await perImage('f', images, images, (image, _reference, size) => {
      expect(size).toEqual([2, 3, 2]);
      return seen.push([...image]);
    });
    expect(seen.flat()).toEqual(Array.from({ length: 24 }, (_, i) => i));
    images.dispose();
  });

  it('lets timers through between images', async () => {
    const images = numbered(20);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await perImage('f', images, images, () => {
      const end = performance.now() + 15;
      while (performance.now() < end);
      return 0;
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    images.dispose();
  });

  it('counts integers as numbers', async () => {
    const images = tf.tensor4d([3], [1, 1, 1, 1], 'int32');
    const scores = await perImage('f', images, images, (first) => (first[0] ?? NaN) / 2);
    expect(Array.from(scores)).toEqual([1.5]);
    images.dispose();
  });

  it('names the first image whose score is no finite number', async () => {
    const images = numbered(3);
    const before = tf.memory().numTensors;
    const inverse = perImage('f', images, images, ([first = NaN]) => 1 / (first - 1));
    await expect(inverse).rejects.toThrow('those of image 1 are not');
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
  });

  it('refuses what does not fit, and asks for no score then', async () => {
    const [one, two] = [numbered(1), numbered(2)];
    const none = tf.zeros<tf.Rank.R4>([0, 1, 1, 1]);
    const score = (): number => {
      throw new Error('not to be asked');
    };
    expect(await rejectionOf(perImage('f', one, two, score))).toBe('ERR_SHAPE');
    expect(await rejectionOf(perImage('f', none, none, score))).toBe('ERR_ARGUMENT');
    tf.dispose([one, two, none]);
  });
});
