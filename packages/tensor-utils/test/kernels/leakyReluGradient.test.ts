import * as tf from '@tensorflow/tfjs';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { useBackend } from '../../src/index.ts';
import { leakyReluGradient } from '../../src/kernels.ts';

beforeAll(() => useBackend());

it('passes the gradient where the output is above 0, and its share below', async () => {
  const dy = tf.tensor2d([1, 2, -3, 4], [2, 2]);
  const y = tf.tensor2d([5, -1, -0.5, 0.1], [2, 2]);
  const found = await leakyReluGradient(dy, y, 0.25).data();
  expect(Array.from(found)).toEqual([1, 0.5, -0.75, 4]);
});

it('agrees with the stock gradient', async () => {
  const x = tf.linspace(-2, 1.9, 30);
  const expected = await tf
    .grad((z: tf.Tensor) => z.leakyRelu(0.2).sum())(x)
    .data();
  const found = await leakyReluGradient(tf.onesLike(x), x.leakyRelu(0.2), 0.2).data();
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? 0, 6);
  });
});

it('leaves nothing behind, and refuses shapes that differ', async () => {
  const [dy, y] = [tf.ones([3]), tf.ones([3])];
  await expectLeakFree(() => {
    leakyReluGradient(dy, y, 0.2).dispose();
  });
  expect(thrownCode(() => leakyReluGradient<tf.Tensor>(dy, tf.ones([2]), 0.2))).toBe('ERR_SHAPE');
});
