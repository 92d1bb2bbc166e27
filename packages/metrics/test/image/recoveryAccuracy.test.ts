import * as tf from '@tensorflow/tfjs';
import { recoveryAccuracy } from '../../src/index.ts';
import { rejectionOf } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Reads one-pixel images: class 1 when bright. */
const classify = (images: tf.Tensor4D): tf.Tensor2D => {
  const bright = tf.reshape<tf.Rank.R2>(images, [images.shape[0], 1]);
  return tf.concat([tf.sub<tf.Tensor2D>(1, bright), bright], 1);
};
const pixels = (values: number[]) => tf.tensor4d(values, [values.length, 1, 1, 1]);

describe('recoveryAccuracy', () => {
  it.each([1, 2, 3, 256])('scores the three states with batches of %p', async (batchSize) => {
    const original = pixels([0, 1, 0, 1, 1]);
    const transformed = pixels([1, 0, 1, 0, 1]);
    const recovered = pixels([0, 1, 0.2, 0.4, 1]);
    const before = tf.memory().numTensors;
    expect(
      await recoveryAccuracy(
        classify,
        { transformed, recovered, original, labels: [0, 1, 0, 1, 1] },
        { batchSize },
      ),
    ).toEqual({
      transformed: 0.2,
      recovered: 0.8,
      original: 1,
    });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([original, transformed, recovered]);
  });

  it('hands 256 images at once to the classifier', async () => {
    const images = pixels(new Array<number>(300).fill(1));
    const sizes = new Set<number>();
    const counting = (batch: tf.Tensor4D) => {
      sizes.add(batch.shape[0]);
      return classify(batch);
    };
    const labels = new Array<number>(300).fill(1);
    const states = { transformed: images, recovered: images, original: images };
    await recoveryAccuracy(counting, { ...states, labels });
    expect([...sizes]).toEqual([256, 44]);
    images.dispose();
  });

  it('does not collect the rounding errors of its batches', async () => {
    // 15 of 22 right, three times: (15 / 22) * 22 is not 15.
    const images = pixels(Array.from({ length: 66 }, (_, i) => (i % 22 < 15 ? 1 : 0)));
    const states = { transformed: images, recovered: images, original: images };
    const labels = new Array<number>(66).fill(1);
    const { original } = await recoveryAccuracy(classify, { ...states, labels }, { batchSize: 22 });
    expect(original).toBe(45 / 66);
    images.dispose();
  });

  it('takes images of any shape', async () => {
    const images = tf.zeros<tf.Rank.R4>([2, 2, 3, 4]);
    const dark = (batch: tf.Tensor4D) => classify(batch.slice([0, 0, 0, 0], [-1, 1, 1, 1]));
    const states = { transformed: images, recovered: images, original: images };
    const { recovered } = await recoveryAccuracy(dark, { ...states, labels: [0, 1] });
    expect(recovered).toBe(0.5);
    images.dispose();
  });

  it('refuses what does not fit and leaves nothing behind', async () => {
    const two = pixels([0, 1]);
    const three = pixels([0, 1, 1]);
    const high = tf.zeros<tf.Rank.R4>([2, 2, 1, 1]);
    const wide = tf.zeros<tf.Rank.R4>([2, 1, 2, 1]);
    const before = tf.memory().numTensors;
    const code = (transformed: tf.Tensor4D, labels: number[], batchSize = 2) =>
      rejectionOf(
        recoveryAccuracy(
          classify,
          { transformed, recovered: two, original: two, labels },
          { batchSize },
        ),
      );
    expect(await code(two, [])).toBe('ERR_ARGUMENT');
    expect(await code(two, [0, 1], 0)).toBe('ERR_ARGUMENT');
    expect(await code(two, [0, 1], 1.5)).toBe('ERR_ARGUMENT');
    expect(await code(two, [0, 1, 1])).toBe('ERR_SHAPE');
    expect(await code(high, [0, 1])).toBe('ERR_SHAPE');
    expect(await code(three, [0, 1])).toBe('ERR_SHAPE');
    expect(await code(wide, [0, 1])).toBe('ERR_SHAPE');
    expect(await code(two, [0, NaN])).toBe('ERR_VALUES');
    expect(await code(two, [0, 2])).toBe('ERR_VALUES');
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([two, three, high, wide]);
  });
});
