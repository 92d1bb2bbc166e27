import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { meanSquaredError, psnr, ssim } from '../src/index.ts';
import { rejectionOf } from './support.ts';

const drawn = (shape: [number, number, number, number], seed: number) =>
  tf.tensor4d(new RandomStream(seed).uniforms(shape.reduce((a, b) => a * b, 1)), shape);

const scores = [
  ['meanSquaredError', meanSquaredError],
  ['psnr', psnr],
  ['ssim', ssim],
] as const;

beforeEach(async () => {
  await tf.setBackend('cpu');
});

describe.each(scores)('%s', (_, score) => {
  it('scores every image on its own, also beyond one internal batch', async () => {
    const images = drawn([300, 11, 12, 1], 1);
    const reference = drawn([300, 11, 12, 1], 2);
    const before = tf.memory().numTensors;
    const all = await score(images, reference);
    expect(tf.memory().numTensors).toBe(before);
    expect(all).toHaveLength(300);
    for (const place of [0, 255, 256, 299]) {
      const [first, second] = [images.slice([place], [1]), reference.slice([place], [1])];
      expect((await score(first, second))[0]).toBeCloseTo(all[place] ?? NaN, 5);
      tf.dispose([first, second]);
    }
    tf.dispose([images, reference]);
  });

  it('gives the same numbers on WebAssembly', async () => {
    const onBackend = async (backend: string) => {
      await tf.setBackend(backend);
      const [images, reference] = [drawn([2, 13, 12, 3], 1), drawn([2, 13, 12, 3], 2)];
      const values = await score(images, reference);
      tf.dispose([images, reference]);
      return values;
    };
    const expected = await onBackend('cpu');
    (await onBackend('wasm')).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[i] ?? NaN, 4),
    );
  });

  it('refuses images that do not fit or hold no numbers', async () => {
    const images = drawn([1, 11, 11, 1], 1);
    const wider = drawn([1, 11, 12, 1], 1);
    const none = tf.zeros<tf.Rank.R4>([0, 11, 11, 1]);
    const broken = tf.fill<tf.Rank.R4>([1, 11, 11, 1], NaN);
    const flat = tf.zeros([11, 11]);
    const before = tf.memory().numTensors;
    expect(await rejectionOf(score(images, wider))).toBe('ERR_SHAPE');
    expect(await rejectionOf(score(flat as tf.Tensor4D, flat as tf.Tensor4D))).toBe('ERR_SHAPE');
    expect(await rejectionOf(score(none, none))).toBe('ERR_ARGUMENT');
    expect(await rejectionOf(score(images, broken))).toBe('ERR_VALUES');
    expect(await rejectionOf(score(broken, images))).toBe('ERR_VALUES');
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([images, wider, none, broken, flat]);
  });
});

describe('meanSquaredError', () => {
  it('is the mean over pixels and channels', async () => {
    const images = tf.tensor4d([0, 0.5, 1, 1, 0, 0, 0, 0], [2, 1, 2, 2]);
    const reference = tf.tensor4d([0, 0, 1, 0, 0, 0, 0, 0], [2, 1, 2, 2]);
    expect(Array.from(await meanSquaredError(images, reference))).toEqual([0.3125, 0]);
    tf.dispose([images, reference]);
  });
});

describe('psnr', () => {
  it('is 20 dB for errors of a tenth and infinite for none', async () => {
    const images = tf.tensor4d([0.1, 0.1, 0, 0, 1, 1], [3, 1, 2, 1]);
    const reference = tf.tensor4d([0, 0, 0, 0, 0, 0], [3, 1, 2, 1]);
    const [tenth, none, worst] = await psnr(images, reference);
    expect(tenth).toBeCloseTo(20, 4);
    expect(none).toBe(Infinity);
    expect(worst).toBeCloseTo(0, 6);
    expect((await psnr(images, reference, { peak: 255 }))[2]).toBeCloseTo(20 * Math.log10(255), 4);
    expect(await rejectionOf(psnr(images, reference, { peak: 0 }))).toBe('ERR_ARGUMENT');
    tf.dispose([images, reference]);
  });
});

describe('ssim', () => {
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
