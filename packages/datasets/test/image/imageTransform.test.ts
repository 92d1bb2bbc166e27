import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { RandomStream, withoutLeaks } from '@causal-mechanisms/tensor-utils';
import { transformBatch } from '../../src/image/imageTransform.ts';
import type { ImageBatch } from '../../src/image/imageDataset.ts';
import type { ImageTransform } from '../../src/image/imageTransform.ts';
import { failure } from '../testFiles.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function batch(): ImageBatch {
  return {
    images: tf.tensor4d([0, 0.25, 0.5, 1], [2, 1, 2, 1]),
    indices: Int32Array.of(7, 3),
    labels: Int32Array.of(1, 0),
  };
}

const half: ImageTransform = (images) => tf.tidy(() => images.mul<Tensor4D>(0.5));

describe('transformBatch', () => {
  it('replaces the images, keeps the rest and lets the old ones go', async () => {
    const given = batch();
    const before = tf.memory().numTensors;
    const stream = new RandomStream(1);
    const asked: unknown[] = [];
    const changed = transformBatch(
      'own',
      given,
      (images, ...rest) => {
        asked.push(...rest);
        return half(images, ...rest);
      },
      stream,
    );
    expect([...(await changed.images.data())]).toEqual([0, 0.125, 0.25, 0.5]);
    expect(asked).toEqual([stream, given.indices]);
    expect(changed.indices).toBe(given.indices);
    expect(changed.labels).toBe(given.labels);
    expect(given.images.isDisposed).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
    changed.images.dispose();
  });

  it('keeps images that come back as they are', () => {
    const given = batch();
    const same = transformBatch('own', given, (images) => images, new RandomStream(1));
    expect(same.images).toBe(given.images);
    expect(given.images.isDisposed).toBe(false);
    same.images.dispose();
  });

  it.each<[string, ImageTransform, string]>([
    ['fewer images', (images) => tf.tidy(() => images.slice<Tensor4D>(0, 1)), 'made 1 images of 2'],
    [
      'more images',
      (images) => tf.tidy(() => images.tile<Tensor4D>([2, 1, 1, 1])),
      'made 4 images',
    ],
    [
      'another width',
      (images) => tf.tidy(() => images.tile<Tensor4D>([1, 1, 2, 1])),
      'shape \\[n, 1, 2, 1\\], got \\[2, 1, 4, 1\\]',
    ],
    ['another rank', (images) => tf.tidy(() => images.flatten() as tf.Tensor as Tensor4D), 'shape'],
  ])('refuses %s and keeps nothing', async (_, transform, message) => {
    await withoutLeaks('transformBatch', () => {
      const given = batch();
      expect(() => transformBatch('own', given, transform, new RandomStream(1))).toThrow(
        failure('ERR_SHAPE', `^own: .*${message}`),
      );
      expect(given.images.isDisposed).toBe(true);
      return Promise.resolve();
    });
  });

  it('passes on what the transform throws, and keeps nothing', async () => {
    await withoutLeaks('transformBatch', () => {
      const given = batch();
      const fail = () => {
        throw new Error('no such mechanism');
      };
      expect(() => transformBatch('own', given, fail, new RandomStream(1))).toThrow(
        'no such mechanism',
      );
      return Promise.resolve();
    });
  });
});
