import * as tf from '@tensorflow/tfjs';
import { ssim } from '../../src/index.ts';
import { rejectionOf } from '../support.ts';
import { describeImageScore, drawn } from './imageScore.ts';

describeImageScore('ssim', ssim);

/** The definition for one channel, window after window. */
function similarity(
  images: ArrayLike<number>,
  reference: ArrayLike<number>,
  [height, width]: readonly [number, number],
): number {
  const window = Array.from({ length: 121 }, (_, i) =>
    Math.exp(-((Math.floor(i / 11) - 5) ** 2 + ((i % 11) - 5) ** 2) / 4.5),
  );
  const total = window.reduce((sum, weight) => sum + weight, 0);
  const found: number[] = [];
  for (let top = 0; top + 11 <= height; top++) {
    for (let left = 0; left + 11 <= width; left++) {
      const pixel = (from: ArrayLike<number>, i: number) =>
        from[(top + Math.floor(i / 11)) * width + left + (i % 11)] ?? NaN;
      const mean = (value: (x: number, y: number) => number) =>
        window.reduce(
          (sum, weight, i) => sum + (weight / total) * value(pixel(images, i), pixel(reference, i)),
          0,
        );
      const [a, b] = [mean((x) => x), mean((_, y) => y)];
      const varianceX = mean((x) => (x - a) ** 2);
      const varianceY = mean((_, y) => (y - b) ** 2);
      const covariance = mean((x, y) => (x - a) * (y - b));
      found.push(
        ((2 * a * b + 1e-4) * (2 * covariance + 9e-4)) /
          ((a ** 2 + b ** 2 + 1e-4) * (varianceX + varianceY + 9e-4)),
      );
    }
  }
  return found.reduce((sum, value) => sum + value, 0) / found.length;
}

describe('ssim', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('is 1 for equal images', async () => {
    const images = drawn([2, 16, 12, 2], 1);
    for (const value of await ssim(images, images)) expect(value).toBeCloseTo(1, 6);
    images.dispose();
  });

  it('compares brightness alone on flat images', async () => {
    const [bright, dark] = [
      tf.fill<tf.Rank.R4>([1, 12, 12, 1], 0.5),
      tf.fill<tf.Rank.R4>([1, 12, 12, 1], 0.25),
    ];
    // (2 a b + C1) / (a^2 + b^2 + C1) with C1 = 0.0001; the other factor is C2 / C2.
    expect((await ssim(bright, dark))[0]).toBeCloseTo(0.2501 / 0.3126, 5);
    tf.dispose([bright, dark]);
  });

  it.each([
    // (2 a b + C1) / (a^2 + b^2 + C1) in single precision of a and b; the other factor is 1.
    [1, 0.999, 0.9999995],
    [0.9, 0.8, 0.99310392],
    [0, 1, 0.00009999],
    [0.3, 0.3, 1],
  ])('compares flat images of %p and %p by brightness alone', async (a, b, expected) => {
    const images = tf.fill<tf.Rank.R4>([1, 14, 12, 2], a);
    const reference = tf.fill<tf.Rank.R4>([1, 14, 12, 2], b);
    expect((await ssim(images, reference))[0]).toBeCloseTo(expected, 7);
    expect((await ssim(reference, images))[0]).toBeLessThanOrEqual(1);
    tf.dispose([images, reference]);
  });

  it('sees noise of a hundredth on a bright ground', async () => {
    const noise = drawn([1, 16, 16, 1], 3);
    const images = tf.tidy(() => noise.mul<tf.Tensor4D>(0.01).add<tf.Tensor4D>(0.98));
    const reference = tf.tidy(() => noise.mul<tf.Tensor4D>(-0.01).add<tf.Tensor4D>(0.99));
    const found = (await ssim(images, reference))[0] ?? NaN;
    expect(found).toBeCloseTo(similarity(await images.data(), await reference.data(), [16, 16]), 6);
    tf.dispose([noise, images, reference]);
  });

  it('keeps to sums written out over odd sizes, and within -1 and 1 for any numbers', async () => {
    for (const [height, width] of [
      [11, 13],
      [15, 11],
      [12, 17],
    ] as const) {
      const [images, reference] = [
        drawn([1, height, width, 1], 4),
        drawn([1, height, width, 1], 5),
      ];
      const expected = similarity(await images.data(), await reference.data(), [height, width]);
      expect((await ssim(images, reference))[0]).toBeCloseTo(expected, 6);
      tf.dispose([images, reference]);
    }
    for (const [scale, offset] of [
      [1e-20, 0],
      [1e19, 0],
      [-255, 1e5],
      [3e38, 0],
    ] as const) {
      const [first, second] = [drawn([2, 12, 12, 1], 6), drawn([2, 12, 12, 1], 7)];
      const images = tf.tidy(() => first.mul<tf.Tensor4D>(scale).add<tf.Tensor4D>(offset));
      const reference = tf.tidy(() => second.mul<tf.Tensor4D>(scale).add<tf.Tensor4D>(offset));
      for (const value of await ssim(images, reference))
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
      for (const value of await ssim(images, images)) expect(value).toBe(1);
      tf.dispose([first, second, images, reference]);
    }
  });

  it('is the mean over channels', async () => {
    const [images, reference] = [drawn([1, 12, 13, 3], 8), drawn([1, 12, 13, 3], 9)];
    const each: number[] = [];
    for (let c = 0; c < 3; c++) {
      const [x, y] = [images, reference].map((all) => all.slice([0, 0, 0, c], [1, 12, 13, 1]));
      each.push((await ssim(x as tf.Tensor4D, y as tf.Tensor4D))[0] ?? NaN);
      tf.dispose([x, y]);
    }
    const mean = each.reduce((sum, value) => sum + value, 0) / 3;
    expect((await ssim(images, reference))[0]).toBeCloseTo(mean, 6);
    tf.dispose([images, reference]);
  });

  it('is negative when light and dark are exchanged', async () => {
    const images = tf.tensor4d(
      Array.from({ length: 256 }, (_, i) => (i + Math.floor(i / 16)) % 2),
      [1, 16, 16, 1],
    );
    const inverted = tf.sub<tf.Tensor4D>(1, images);
    const value = (await ssim(images, inverted))[0];
    expect(value).toBeLessThan(-0.9);
    tf.dispose([images, inverted]);
  });

  it('agrees with sums written out for one window', async () => {
    const [images, reference] = [drawn([1, 11, 11, 1], 1), drawn([1, 11, 11, 1], 2)];
    const expected = similarity(await images.data(), await reference.data(), [11, 11]);
    expect((await ssim(images, reference))[0]).toBeCloseTo(expected, 6);
    tf.dispose([images, reference]);
  });

  it('refuses images smaller than its window', async () => {
    const small = tf.zeros<tf.Rank.R4>([1, 10, 20, 1]);
    expect(await rejectionOf(ssim(small, small))).toBe('ERR_SHAPE');
    small.dispose();
  });
});
