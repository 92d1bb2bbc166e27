import * as tf from '@tensorflow/tfjs';
import { ssim } from '../../src/index.ts';
import { rejectionOf } from '../support.ts';
import { describeImageScore, drawn } from './imageScore.ts';

describeImageScore('ssim', ssim);

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
    const [x, y] = [await images.data(), await reference.data()];
    const window = Array.from({ length: 121 }, (_, i) =>
      Math.exp(-((Math.floor(i / 11) - 5) ** 2 + ((i % 11) - 5) ** 2) / 4.5),
    );
    const total = window.reduce((sum, weight) => sum + weight, 0);
    const mean = (value: (i: number) => number) =>
      window.reduce((sum, weight, i) => sum + (weight / total) * value(i), 0);
    const meanX = mean((i) => x[i] ?? NaN);
    const meanY = mean((i) => y[i] ?? NaN);
    const varianceX = mean((i) => ((x[i] ?? NaN) - meanX) ** 2);
    const varianceY = mean((i) => ((y[i] ?? NaN) - meanY) ** 2);
    const covariance = mean((i) => ((x[i] ?? NaN) - meanX) * ((y[i] ?? NaN) - meanY));
    const expected =
      ((2 * meanX * meanY + 1e-4) * (2 * covariance + 9e-4)) /
      ((meanX ** 2 + meanY ** 2 + 1e-4) * (varianceX + varianceY + 9e-4));
    expect((await ssim(images, reference))[0]).toBeCloseTo(expected, 5);
    tf.dispose([images, reference]);
  });

  it('refuses images smaller than its window', async () => {
    const small = tf.zeros<tf.Rank.R4>([1, 10, 20, 1]);
    expect(await rejectionOf(ssim(small, small))).toBe('ERR_SHAPE');
    small.dispose();
  });
});
