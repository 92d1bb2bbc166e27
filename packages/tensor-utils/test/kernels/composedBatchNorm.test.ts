import * as tf from '@tensorflow/tfjs';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { composedForward, composedGradient } from '../../src/kernels/composedBatchNorm.ts';

// Two channels of two pixels: the first has mean 2 and variance 1, the second mean 10 and variance 4.
const x = () => tf.tensor4d([1, 8, 3, 12], [1, 1, 2, 2]);
const values = async (tensors: readonly tf.Tensor[]) => {
  const found = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose([...tensors]);
  return found;
};

describe('composedForward', () => {
  it('normalises each channel, scales and shifts it', async () => {
    const outputs = tf.tidy(() =>
      composedForward(x(), tf.tensor1d([2, 3]), tf.tensor1d([10, 20]), 0),
    );
    const [y, mean, population] = await values(outputs);
    expect(y).toEqual([8, 17, 12, 23]);
    expect(mean).toEqual([2, 10]);
    expect(population).toEqual([1, 4]);
  });

  it('adds epsilon to the variance', async () => {
    const outputs = tf.tidy(() => composedForward(x(), tf.ones([2]), tf.zeros([2]), 3));
    const [y] = await values(outputs);
    [-1 / 2, -2 / Math.sqrt(7), 1 / 2, 2 / Math.sqrt(7)].forEach((value, i) =>
      expect(y?.[i]).toBeCloseTo(value, 6),
    );
  });
});

describe('composedGradient', () => {
  it('is the slope of the forward pass', async () => {
    const pixels = [0.3, -1.2, 2.2, 0.7, -0.4, 1.9, 0.1, -2.5];
    const weights = [1, -2, 0.5, 3, -1, 0.7, 2, -0.3];
    const gamma = [1.5, -0.8];
    const beta = [0.2, 0.4];
    const epsilon = 0.1;
    /** The weighed sum of the output, in double precision. */
    const loss = (image: readonly number[], scale: readonly number[], shift: readonly number[]) =>
      [0, 1].reduce((total, c) => {
        const own = image.filter((_, i) => i % 2 === c);
        const mean = own.reduce((sum, value) => sum + value, 0) / 4;
        const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
        return own.reduce((sum, value, i) => {
          const y =
            ((value - mean) / Math.sqrt(variance + epsilon)) * (scale[c] ?? 0) + (shift[c] ?? 0);
          return sum + y * (weights[2 * i + c] ?? 0);
        }, total);
      }, 0);
    const slopes = (point: readonly number[], at: (nudged: readonly number[]) => number) =>
      point.map((_, i) => {
        const nudged = (by: number) => point.map((value, j) => (i === j ? value + by : value));
        return (at(nudged(1e-5)) - at(nudged(-1e-5))) / 2e-5;
      });
    const expected = [
      slopes(pixels, (image) => loss(image, gamma, beta)),
      slopes(gamma, (scale) => loss(pixels, scale, beta)),
      slopes(beta, (shift) => loss(pixels, gamma, shift)),
    ];
    const found = tf.tidy(() => {
      const image = tf.tensor4d(pixels, [1, 2, 2, 2]);
      const scale = tf.tensor1d(gamma);
      const [, mean, population] = composedForward(image, scale, tf.tensor1d(beta), epsilon);
      const dy = tf.tensor4d(weights, [1, 2, 2, 2]);
      return composedGradient(dy, image, scale, mean, population, epsilon);
    });
    (await values(found)).forEach((gradient, k) =>
      gradient.forEach((value, i) => expect(value).toBeCloseTo(expected[k]?.[i] ?? NaN, 4)),
    );
  });

  it('leaves nothing behind', async () => {
    await expectLeakFree(() => {
      const [image, ones] = [x(), tf.ones<tf.Rank.R1>([2])];
      const forward = composedForward(image, ones, ones, 1e-5);
      const [, mean, population] = forward;
      const gradients = composedGradient(image, image, ones, mean, population, 1e-5);
      tf.dispose([image, ones, ...forward, ...gradients]);
    });
  });
});
