import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { calibrateScores } from '../../src/index.ts';
import { randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

it('lies between scores where the share does', async () => {
  const model = smallModel();
  const canonical = tf.zeros<tf.Rank.R4>([101, 16, 16, 3]);
  let from = 100;
  const score = (images: tf.Tensor4D) => Array.from({ length: images.shape[0] }, () => from--);
  const threshold = (below?: number) => {
    from = 100;
    return calibrateScores(model, canonical, below === undefined ? { score } : { score, below });
  };
  expect(await threshold()).toBeCloseTo(5, 10);
  expect(await threshold(0)).toBe(0);
  expect(await threshold(1)).toBe(100);
  expect(await threshold(0.125)).toBeCloseTo(12.5, 10);
  model.dispose();
});

it('takes the scores of the discriminator, in groups, and leaks nothing', async () => {
  const model = smallModel();
  const canonical = randomImages(3)(70);
  const scores = Array.from(await model.discriminate(canonical).data()).sort((a, b) => a - b);
  const found = await expectLeakFree(() => calibrateScores(model, canonical, { below: 0 }));
  expect(found).toBeCloseTo(scores[0] ?? NaN, 5);
  const centre = await calibrateScores(model, randomImages(3)(2, 24), { otherSizes: 'centre' });
  expect(centre).not.toBeNaN();
  model.dispose();
});

it('refuses no images, and ends where its signal says', async () => {
  const model = smallModel();
  const none = tf.zeros<tf.Rank.R4>([0, 16, 16, 3]);
  await expect(calibrateScores(model, none)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(calibrateScores(model, randomImages(3)(2), { signal })).rejects.toBe(reason);
  model.dispose();
});
