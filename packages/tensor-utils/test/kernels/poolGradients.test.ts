import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '../../src/index.ts';
import { halvingPoolEluGradient, halvingPoolGradient } from '../../src/kernels.ts';

beforeAll(() => useBackend());

const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid');

it.each([
  [4, 6],
  [5, 7],
])('has the gradients of a halving pool of %d x %d pixels, and through an ELU', async (...size) => {
  const stream = new RandomStream(11);
  const x = tf.tensor4d(stream.normals(2 * size[0] * size[1] * 3), [2, ...size, 3]);
  const activated = tf.elu(x);
  const dy = tf.tensor4d(stream.normals(2 * 2 * 3 * 3), [2, 2, 3, 3]);
  const pairs = [
    [halvingPoolGradient(dy, x), tf.grad(pool)(x, dy)],
    [halvingPoolEluGradient(dy, activated), tf.grad((z) => pool(tf.elu(z)))(x, dy)],
  ];
  for (const [actual, expected] of pairs as [tf.Tensor, tf.Tensor][]) {
    expect(actual.shape).toEqual(expected.shape);
    const [found, wanted] = [await actual.data(), await expected.data()];
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] ?? NaN, 5);
    });
  }
  tf.dispose([x, activated, dy, pairs]);
});
