import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  smallForward,
  smallGradient,
  smallLayout,
  smallStart,
} from '../../../src/evaluate/downstream/smallNetworks.ts';

beforeAll(() => useBackend());

const sizes = { networks: 2, width: 3, hidden: 4 };
const streams = [new RandomStream(1), new RandomStream(2)];

describe('small networks side by side', () => {
  it('compute two hidden layers of ReLU and a logit', async () => {
    // One input, two units: relu([x, -x]); then relu(sum, difference); then 2a - b + 1.
    const layout = smallLayout({ networks: 1, width: 1, hidden: 2 });
    const values = [1, -1, 0, 0.5, 1, 1, 1, -1, 0, 0, 2, -1, 1];
    const logits = tf.tidy(() => {
      const parameters = splitParameters(tf.tensor1d(values), layout);
      return smallForward(parameters, tf.tensor3d([3, -2], [1, 2, 1])).logits;
    });
    // x = 3: first [3, 0], second [3, 3], 2*3 - 3 + 1 = 4. x = -2: first [0, 2.5], second [2.5, 0], 6.
    expect(Array.from(await logits.data())).toEqual([4, 6]);
    logits.dispose();
  });

  it('have the gradient that the tape finds, divided by the batch', async () => {
    const layout = smallLayout(sizes);
    const flat = tf.tensor1d(smallStart(sizes, streams));
    const x = tf.tensor3d(new RandomStream(3).normals(2 * 5 * 3), [2, 5, 3]);
    const y = tf.tensor3d([1, 0, 0, 1, 0, 0, 0, 1, 1, 0.25], [2, 5, 1]);
    const byHand = tf.tidy(() => smallGradient(splitParameters(flat, layout), x, y));
    const byTape = tf.tidy(() =>
      tf.grad((values: tf.Tensor) => {
        const { logits } = smallForward(splitParameters(values as tf.Tensor1D, layout), x);
        return tf.softplus(logits).sub(logits.mul(y)).sum().div(5);
      })(flat),
    );
    const [found, expected] = [await byHand.data(), await byTape.data()];
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
    expect(expected.filter((value) => value !== 0).length).toBeGreaterThan(40);
    tf.dispose([flat, x, y, byHand, byTape]);
  });

  it('start from streams of their own, with kernels of the variance of their layer', () => {
    const wide = { networks: 2, width: 50, hidden: 100 };
    const both = smallStart(wide, streams);
    const alone = smallStart({ ...wide, networks: 1 }, streams.slice(1));
    expect(both.subarray(5000, 10_000)).toEqual(alone.subarray(0, 5000));
    const kernel = Array.from(alone.subarray(0, 5000));
    const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
    expect(variance).toBeCloseTo(2 / 50, 2);
    expect(Math.max(...kernel)).toBeLessThanOrEqual(Math.sqrt(6 / 50) * (1 + 1e-6));
    // The biases of the first layer.
    expect(alone.subarray(5000, 5100).every((value) => value === 0)).toBe(true);
    // The last kernel: 1 / inputs.
    const last = alone.subarray(15_200, 15_300);
    expect(Math.max(...last)).toBeLessThanOrEqual(Math.sqrt(3 / 100) * (1 + 1e-6));
    expect(Math.max(...last)).toBeGreaterThan(0.15);
  });
});
