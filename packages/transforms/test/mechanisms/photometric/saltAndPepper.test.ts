import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { saltAndPepper } from '../../../src/index.ts';
import { applied, codeOf, taken } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('saltAndPepper', () => {
  it('replaces the stated share of pixels, half by black and half by white, all channels at once', async () => {
    const images = tf.fill<tf.Rank.R4>([1, 100, 100, 3], 0.5);
    const pixels = await taken(
      saltAndPepper({ probability: 0.3 }).apply(images, new RandomStream(2)),
    );
    images.dispose();
    const firsts = pixels.filter((_, i) => i % 3 === 0);
    expect(pixels.every((value, i) => value === firsts[Math.floor(i / 3)])).toBe(true);
    // With 10 000 pixels the deviation of each count is at most 46.
    const count = (level: number) => firsts.filter((value) => value === level).length;
    expect(Math.abs(count(0) - 1500)).toBeLessThan(150);
    expect(Math.abs(count(1) - 1500)).toBeLessThan(150);
    expect(count(0) + count(1) + count(0.5)).toBe(10_000);
  });

  it('turns pixels black below half of the probability, white from there, and keeps them from the probability on', async () => {
    const images = tf.fill<tf.Rank.R4>([1, 1, 5, 1], 0.75);
    const stream = new RandomStream(1);
    stream.uniforms = () => Float32Array.of(0, 0.125, 0.25, 0.375, 0.5);
    const pixels = await taken(saltAndPepper({ probability: 0.5 }).apply(images, stream));
    images.dispose();
    expect(pixels).toEqual([0, 0, 1, 1, 0.75]);
  });

  it('changes nothing at 0 and everything at 1', async () => {
    const rows = [
      [0.25, 0.5],
      [0.75, 0.125],
    ];
    expect(await applied(saltAndPepper({ probability: 0 }), rows)).toEqual(rows);
    const all = (await applied(saltAndPepper({ probability: 1 }), rows)).flat();
    expect(all.every((value) => value === 0 || value === 1)).toBe(true);
  });

  it.each([-0.1, 1.1, NaN])('refuses the probability %p', (probability) => {
    expect(codeOf(() => saltAndPepper({ probability }))).toBe('ERR_ARGUMENT');
  });
});
