import * as tf from '@tensorflow/tfjs';
import { psnr } from '../../src/index.ts';
import { rejectionOf } from '../support.ts';
import { describeImageScore } from './imageScore.ts';

describeImageScore('psnr', psnr);

describe('psnr', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('is 20 dB for errors of a tenth and infinite for none', async () => {
    const images = tf.tensor4d([0.1, 0.1, 0, 0, 1, 1], [3, 1, 2, 1]);
    const reference = tf.tensor4d([0, 0, 0, 0, 0, 0], [3, 1, 2, 1]);
    const [tenth, none, worst] = await psnr(images, reference);
    expect(tenth).toBeCloseTo(20, 4);
    expect(none).toBe(Infinity);
    expect(worst).toBeCloseTo(0, 6);
    expect((await psnr(images, reference, { peak: 255 }))[2]).toBeCloseTo(20 * Math.log10(255), 4);
    expect(await rejectionOf(psnr(images, reference, { peak: 0 }))).toBe('ERR_ARGUMENT');
    expect(await rejectionOf(psnr(images, reference, { peak: Infinity }))).toBe('ERR_ARGUMENT');
    tf.dispose([images, reference]);
  });

  it('holds for differences and peaks whose squares are no numbers', async () => {
    const images = tf.tensor4d([1e-30, 1e30], [2, 1, 1, 1]);
    const reference = tf.tensor4d([2e-30, -1e30], [2, 1, 1, 1]);
    const [small, large] = await psnr(images, reference);
    expect(small).toBeCloseTo(600, 3);
    expect(large).toBeCloseTo(-600 - 20 * Math.log10(2), 3);
    const [shifted] = await psnr(images, reference, { peak: 1e300 });
    expect(shifted).toBeCloseTo(6600, 3);
    tf.dispose([images, reference]);
  });
});
