import * as tf from '@tensorflow/tfjs';
import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { gatherImages } from '../../src/image/gatherImages.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';

const THREE = arrayDataset({
  name: 'three',
  pixels: Uint8Array.from([0, 255, 51, 51, 255, 0]),
  shape: [1, 2, 1],
  labels: [5, 6, 7],
});

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('gatherImages', () => {
  it('gives images, indices and labels in the order asked for', async () => {
    const { images, indices, labels } = await gatherImages(THREE, [2, 0]);
    expect(images.shape).toEqual([2, 1, 2, 1]);
    expect([...(await images.data())]).toEqual([1, 0, 0, 1]);
    expect([...indices]).toEqual([2, 0]);
    expect([...(labels ?? [])]).toEqual([7, 5]);
    images.dispose();
  });

  it('gives no labels where there are none, and takes no image at all', async () => {
    const bare = arrayDataset({ name: 'bare', pixels: new Uint8Array(4), shape: [2, 2, 1] });
    const { images, labels, indices } = await gatherImages(bare, []);
    expect(labels).toBeUndefined();
    expect(images.shape).toEqual([0, 2, 2, 1]);
    expect(indices).toHaveLength(0);
    images.dispose();
  });

  it('refuses an index that is not there and makes no tensor', async () => {
    const before = tf.memory().numTensors;
    await expect(gatherImages(THREE, [3])).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses pixels that are no pixels, whatever the data set is', async () => {
    for (const value of [NaN, 2, -0.5]) {
      const odd: ImageDataset = {
        ...THREE,
        read: (_, out) => {
          out.fill(value);
          return Promise.resolve();
        },
      };
      await expect(gatherImages(odd, [0])).rejects.toMatchObject({ code: 'ERR_VALUES' });
    }
  });
});
