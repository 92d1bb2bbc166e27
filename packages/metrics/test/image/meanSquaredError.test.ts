import * as tf from '@tensorflow/tfjs';
import { meanSquaredError } from '../../src/index.ts';
import { describeImageScore } from './imageScore.ts';

describeImageScore('meanSquaredError', meanSquaredError);

describe('meanSquaredError', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('is the mean over pixels and channels', async () => {
    const images = tf.tensor4d([0, 0.5, 1, 1, 0, 0, 0, 0], [2, 1, 2, 2]);
    const reference = tf.tensor4d([0, 0, 1, 0, 0, 0, 0, 0], [2, 1, 2, 2]);
    expect(Array.from(await meanSquaredError(images, reference))).toEqual([0.3125, 0]);
    tf.dispose([images, reference]);
  });
});
