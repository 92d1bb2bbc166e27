import * as tf from '@tensorflow/tfjs';
import {
  addGaussianNoise,
  blur,
  clippedPixels,
  compose,
  invertContrast,
  occlude,
  shift,
} from '../../src/index.ts';
import type { Mechanism } from '../../src/index.ts';
import { picture } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('clippedPixels', () => {
  it('counts the ink that a shift pushes over the border', async () => {
    const images = tf.concat([
      picture([
        [0.5, 0, 1],
        [0, 1, 0],
        [0, 0, 0],
      ]),
      picture([
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
      ]),
    ]);
    const before = tf.memory().numTensors;
    expect(await clippedPixels(images, shift({ dy: -1 }))).toEqual({ lost: 2, ink: 4, images: 1 });
    expect(await clippedPixels(images, shift({ dy: -1 }), { threshold: 0.5 })).toEqual({
      lost: 1,
      ink: 3,
      images: 1,
    });
    expect(await clippedPixels(images, shift({ dx: 1, dy: -1 }))).toEqual({
      lost: 2,
      ink: 4,
      images: 1,
    });
    expect(await clippedPixels(images, shift({ dy: 1 }))).toEqual({ lost: 0, ink: 4, images: 0 });
    expect(await clippedPixels(images, shift({ dy: 5 }))).toEqual({ lost: 4, ink: 4, images: 2 });
    expect(await clippedPixels(images, compose([invertContrast(), shift({ dx: 0 })]))).toEqual({
      lost: 0,
      ink: 4,
      images: 0,
    });
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
  });

  it('counts pixels with their channels, per image', async () => {
    // The second row of the first image is lost: three columns, two channels.
    const images = tf.concat([
      tf.ones<tf.Rank.R4>([1, 2, 3, 2]),
      tf.zeros<tf.Rank.R4>([1, 2, 3, 2]),
    ]);
    expect(await clippedPixels(images, shift({ dy: 1 }))).toEqual({ lost: 6, ink: 12, images: 1 });
    images.dispose();
  });

  it('calls a pixel lost when it comes back brighter or darker by more than a thousandth', async () => {
    const images = picture([[0.5, 0.5]]);
    const comingBack = (change: number): Mechanism => ({
      name: 'off',
      definition: { kind: 'off' },
      deterministic: true,
      apply: (batch) => batch.clone(),
      invert: (batch) => tf.add(batch, change),
    });
    for (const [change, lost] of [
      [0.0009, 0],
      [-0.0009, 0],
      [0.0015, 2],
      [-0.0015, 2],
    ] as const) {
      expect(await clippedPixels(images, comingBack(change))).toMatchObject({ lost });
    }
    images.dispose();
  });

  it('refuses what cannot be undone', async () => {
    const images = picture([[1]]);
    for (const mechanism of [
      addGaussianNoise(),
      blur({ sigma: 1 }),
      occlude({ height: 1, width: 1 }),
    ]) {
      await expect(clippedPixels(images, mechanism)).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    }
    for (const threshold of [-1, 1.5]) {
      await expect(clippedPixels(images, shift({}), { threshold })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    }
    images.dispose();
  });

  it('refuses other ranks', async () => {
    const flat = tf.zeros([2, 2]);
    await expect(clippedPixels(flat as tf.Tensor4D, shift({}))).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
    flat.dispose();
  });
});
