import * as tf from '@tensorflow/tfjs';
import { expectGradient } from '../src/index.ts';

const inputs = () => [tf.tensor1d([1, -2, 0.5]), tf.tensor1d([0.3, 1, -1])];

it('takes right gradients of every input', async () => {
  const f = (a: tf.Tensor, b: tf.Tensor) => tf.sum<tf.Scalar>(tf.mul(tf.sin(a), tf.square(b)));
  await expectGradient(f, inputs());
});

it('refuses a wrong gradient and says of which input', async () => {
  const doubled = tf.customGrad((x) => ({
    value: (x as tf.Tensor).square(),
    gradFunc: (dy) => [dy],
  }));
  const f = (a: tf.Tensor, b: tf.Tensor) => tf.sum<tf.Scalar>(tf.add(tf.sin(a), doubled(b)));
  await expect(expectGradient(f, inputs())).rejects.toThrow('the gradient of input 1');
});

it('leaves nothing behind', async () => {
  const given = inputs();
  const before = tf.memory().numTensors;
  await expectGradient((a, b) => tf.sum<tf.Scalar>(tf.mul(a, b)), given);
  expect(tf.memory().numTensors).toBe(before);
});
