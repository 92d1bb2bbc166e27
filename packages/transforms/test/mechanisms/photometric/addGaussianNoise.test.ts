import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise } from '../../../src/index.ts';
import { codeOf, taken } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('addGaussianNoise', () => {
  it('has the stated mean and variance where nothing is clamped', async () => {
    const images = tf.fill<tf.Rank.R4>([4, 50, 50, 1], 0.5);
    const pixels = await taken(
      addGaussianNoise({ deviation: 0.1 }).apply(images, new RandomStream(3)),
    );
    images.dispose();
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length;
    // Standard errors with 10 000 pixels: 0.001 of the mean, 0.00014 of the variance.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(variance - 0.01)).toBeLessThan(0.0006);
  });

  it('clamps: half of the pixels of a black image stay black, 2.3 % turn white', async () => {
    const images = tf.zeros<tf.Rank.R4>([4, 50, 50, 1]);
    const pixels = await taken(addGaussianNoise().apply(images, new RandomStream(3)));
    images.dispose();
    expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
    const share = (level: number) =>
      pixels.filter((value) => value === level).length / pixels.length;
    expect(Math.abs(share(0) - 0.5)).toBeLessThan(0.02);
    // One is two deviations of 0.5 away: 0.02275 of a normal distribution lies beyond.
    expect(Math.abs(share(1) - 0.02275)).toBeLessThan(0.006);
  });

  it('adds the normal deviates of its stream, pixel by pixel', async () => {
    const images = tf.fill<tf.Rank.R4>([1, 2, 2, 1], 0.5);
    const pixels = await taken(
      addGaussianNoise({ deviation: 0.1 }).apply(images, new RandomStream(3)),
    );
    images.dispose();
    const noise = new RandomStream(3).normals(4, 0, 0.1);
    pixels.forEach((value, i) => expect(value).toBeCloseTo(0.5 + (noise[i] ?? NaN), 6));
  });

  it('draws new noise at every call, the same for the same stream', async () => {
    const images = tf.fill<tf.Rank.R4>([1, 3, 3, 2], 0.5);
    const mechanism = addGaussianNoise({ deviation: 0.1 });
    const stream = new RandomStream(3);
    const first = await taken(mechanism.apply(images, stream));
    const second = await taken(mechanism.apply(images, stream));
    const again = await taken(mechanism.apply(images, new RandomStream(3)));
    images.dispose();
    expect(second).not.toEqual(first);
    expect(again).toEqual(first);
  });

  it('says that it is random and has no inverse', () => {
    const mechanism = addGaussianNoise();
    expect(mechanism.invert).toBeUndefined();
    expect(mechanism.deterministic).toBe(false);
    expect(mechanism.definition).toEqual({ kind: 'addGaussianNoise', deviation: 0.5 });
  });

  it.each([-0.1, NaN, Infinity])('refuses the deviation %p', (deviation) => {
    expect(codeOf(() => addGaussianNoise({ deviation }))).toBe('ERR_ARGUMENT');
  });
});
