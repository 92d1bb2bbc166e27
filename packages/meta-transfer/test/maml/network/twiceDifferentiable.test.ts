import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { logSumExpTwice, tanhTwice } from '../../../src/maml/network/twiceDifferentiable.ts';

beforeAll(() => useBackend());

/** Value, first and second derivative of a sum over the op, by nested tapes. */
async function derivatives(op: (x: tf.Tensor3D) => tf.Tensor, at: number[]) {
  const found = tf.tidy(() => {
    const x = tf.tensor3d(at, [1, 1, at.length]);
    const once = tf.grad((y: tf.Tensor) => tf.sum(op(y as tf.Tensor3D)));
    // The derivative of the squared first derivative: 2 f' f'' where every entry stands for itself.
    const twice = tf.grad((y: tf.Tensor) => tf.sum(tf.square(once(y))));
    return [op(x), once(x), twice(x)];
  });
  const read = await Promise.all(found.map(async (tensor) => Array.from(await tensor.data())));
  tf.dispose(found);
  return read;
}

describe('tanhTwice', () => {
  it('is right on nested tapes', async () => {
    const at = [-1, 0.3, 2];
    const [values, once, twice] = await derivatives(tanhTwice, at);
    for (const [i, x] of at.entries()) {
      const t = Math.tanh(x);
      expect(values?.[i]).toBeCloseTo(t, 5);
      expect(once?.[i]).toBeCloseTo(1 - t * t, 5);
      expect(twice?.[i]).toBeCloseTo(2 * (1 - t * t) * -2 * t * (1 - t * t), 5);
    }
  });
});

describe('logSumExpTwice', () => {
  it('is right on nested tapes', async () => {
    const at = [0, Math.log(3)];
    const [values, once, twice] = await derivatives(logSumExpTwice, at);
    expect(values?.[0]).toBeCloseTo(Math.log(4), 5);
    const p = [0.25, 0.75];
    // The derivative of p_0^2 + p_1^2 by x_j is 2 p_j (p_j - sum p^2).
    for (const j of [0, 1]) {
      expect(once?.[j]).toBeCloseTo(p[j] ?? NaN, 5);
      expect(twice?.[j]).toBeCloseTo(2 * (p[j] ?? NaN) * ((p[j] ?? NaN) - 0.625), 5);
    }
  });
});
