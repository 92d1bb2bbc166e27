import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import { bernoulliLoss } from '../../src/frames/bernoulliLoss.ts';

beforeAll(() => useBackend());

it('is the mean of -t log p - (1 - t) log (1 - p)', async () => {
  const logits = tf.tensor1d([0, 2, -1, 3]);
  const [loss] = await bernoulliLoss(logits, tf.tensor1d([1, 1, 0, 0.25])).data();
  const p = (z: number) => 1 / (1 + Math.exp(-z));
  const sum =
    Math.log(2) -
    Math.log(p(2)) -
    Math.log(1 - p(-1)) -
    0.25 * Math.log(p(3)) -
    0.75 * Math.log(1 - p(3));
  expect(loss).toBeCloseTo(sum / 4, 5);
});

it('stays exact where a model is certain', async () => {
  const [loss] = await bernoulliLoss(tf.tensor1d([100, -100, -60]), tf.tensor1d([1, 0, 1])).data();
  expect(loss).toBeCloseTo(20, 4);
});

it('has its gradient, scaled by what comes from above', async () => {
  const targets = tf.tensor1d([1, 0, 0.3]);
  await expectGradient(
    (logits) => bernoulliLoss(logits, targets).mul(3),
    [tf.tensor1d([0.4, -1, 2])],
  );
});
