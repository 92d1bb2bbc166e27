import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import { denseStack } from '../../../src/policy/model/denseStack.ts';

beforeAll(() => useBackend());

describe('denseStack', () => {
  it('is linear layers with max(0, x) between them', async () => {
    const stack = denseStack('part', [2, 2, 1]);
    expect(stack.specs).toEqual([
      { name: 'part/kernel0', shape: [2, 2] },
      { name: 'part/bias0', shape: [2] },
      { name: 'part/kernel1', shape: [2, 1] },
      { name: 'part/bias1', shape: [1] },
    ]);
    const parameters = () => [
      tf.tensor2d([1, -1, 2, 1], [2, 2]),
      tf.tensor1d([0, 1]),
      tf.tensor2d([3, 5], [2, 1]),
      tf.tensor1d([-20]),
    ];
    const run = (rectified: boolean) =>
      tf.tidy(() => {
        const deep = denseStack('part', [2, 2, 1], { rectified });
        return deep.run(parameters(), tf.tensor2d([1, 2, 3, -1], [2, 2]));
      });
    const [plain, cut] = [run(false), run(true)];
    // First row: (5, 2) and 3 5 + 5 2 - 20; second: (1, -3), of which the second is cut.
    expect(await plain.array()).toEqual([[5], [-17]]);
    expect(await cut.array()).toEqual([[5], [0]]);
    tf.dispose([plain, cut]);
  });

  it('starts uniform, within what its inputs ask for', () => {
    const stack = denseStack('part', [6, 50, 2], { lastBound: 0.01 });
    const [first, bias, last] = stack.initialValues(new RandomStream(1)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    expect(Math.max(...first.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.max(...first.map(Math.abs))).toBeGreaterThan(0.95);
    expect(Math.max(...last.map(Math.abs))).toBeLessThanOrEqual(0.01);
    expect(bias.every((value) => value === 0)).toBe(true);
    expect(stack.initialValues(new RandomStream(1))[0]).toEqual(first);
  });

  it('has the gradient of its value, and leaves nothing behind', async () => {
    const stack = denseStack('part', [2, 3, 1]);
    const values = stack.initialValues(new RandomStream(3));
    const before = tf.memory().numTensors;
    const inputs = [
      tf.tensor2d([0.5, -1, 2, 0.3], [2, 2]),
      ...stack.specs.map(({ shape }, i) => tf.tensor(values[i] as Float32Array, [...shape])),
    ];
    await expectGradient(
      (...given) => stack.run(given.slice(1), given[0] as tf.Tensor2D).sum(),
      inputs,
    );
    tf.dispose(inputs);
    expect(tf.memory().numTensors).toBe(before);
  });
});
