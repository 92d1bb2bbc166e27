import * as tf from '@tensorflow/tfjs';
import { perImage } from '../../src/image/perImage.ts';
import { rejectionOf } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** One pixel per image, whose value is the number of the image. */
const numbered = (count: number) =>
  tf.reshape<tf.Rank.R4>(tf.range(0, count, 1, 'float32'), [count, 1, 1, 1]);

describe('perImage', () => {
  it.each([
    [1, [1]],
    [256, [256]],
    [300, [256, 44]],
    [512, [256, 256]],
  ])('hands %p images over in parts of at most 256', async (count, expected) => {
    const images = numbered(count);
    const reference = tf.ones<tf.Rank.R4>([count, 1, 1, 1]);
    const before = tf.memory().numTensors;
    const sizes: number[] = [];
    const scores = await perImage('f', images, reference, (first, second) => {
      sizes.push(first.shape[0]);
      return tf.reshape(tf.add(first, tf.mul(0.5, second)), [-1]);
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(sizes).toEqual(expected);
    expect(Array.from(scores)).toEqual(Array.from({ length: count }, (_, i) => i + 0.5));
    tf.dispose([images, reference]);
  });

  it('counts integers as numbers', async () => {
    const images = tf.tensor4d([3], [1, 1, 1, 1], 'int32');
    const scores = await perImage('f', images, images, (first) => {
      expect(first.dtype).toBe('float32');
      return tf.reshape(tf.div(first, 2), [-1]);
    });
    expect(Array.from(scores)).toEqual([1.5]);
    images.dispose();
  });

  it('names the first image whose score is no finite number', async () => {
    const images = numbered(3);
    const inverse = perImage('f', images, images, (first) =>
      tf.reshape(tf.div(1, tf.sub(first, 1)), [-1]),
    );
    await expect(inverse).rejects.toThrow('those of image 1 are not');
    images.dispose();
  });

  it('refuses what does not fit, and asks for no score then', async () => {
    const [one, two] = [numbered(1), numbered(2)];
    const none = tf.zeros<tf.Rank.R4>([0, 1, 1, 1]);
    const score = (): tf.Tensor1D => {
      throw new Error('not to be asked');
    };
    expect(await rejectionOf(perImage('f', one, two, score))).toBe('ERR_SHAPE');
    expect(await rejectionOf(perImage('f', none, none, score))).toBe('ERR_ARGUMENT');
    tf.dispose([one, two, none]);
  });
});
