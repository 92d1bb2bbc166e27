import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { memoryGate } from '../../../src/cores/rmc/memoryGate.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

it('computes gates per unit and per row by hand', async () => {
  const memory = tf.tensor2d([0.5, -1], [1, 2]);
  const candidate = tf.tensor2d([2, 0.1], [1, 2]);
  const expected = (enter: readonly number[], keep: readonly number[]) => [
    sigmoid(enter[0] ?? NaN) * Math.tanh(2) + sigmoid(keep[0] ?? NaN) * 0.5,
    sigmoid(enter[1] ?? NaN) * Math.tanh(0.1) - sigmoid(keep[1] ?? NaN),
  ];
  const [t0, t1] = [Math.tanh(0.5), Math.tanh(-1)];
  const perUnit = memoryGate({
    memory,
    candidate,
    fromInput: tf.tensor2d([0.1, 0.2, 0.3, 0.4], [1, 4]),
    kernel: tf.tensor2d([1, 0, 2, 0, 0, 1, 0, 3], [2, 4]),
  });
  expectClose(await perUnit.data(), expected([t0 + 0.1, t1 + 0.2], [2 * t0 + 0.3, 3 * t1 + 0.4]));
  const perRow = memoryGate({
    memory,
    candidate,
    fromInput: tf.tensor2d([0.1, 0.3], [1, 2]),
    kernel: tf.tensor2d([1, 2, 3, 4], [2, 2]),
  });
  const [enter, keep] = [t0 + 3 * t1 + 0.1, 2 * t0 + 4 * t1 + 0.3];
  expectClose(await perRow.data(), expected([enter, enter], [keep, keep]));
});

it.each([4, 1])('has the gradient of finite differences: %d gate(s)', async (gates) => {
  const weights = normals([6, 4], 9);
  await expectGradient(
    (memory, candidate, fromInput, kernel) => {
      const inputs = { memory, candidate, fromInput, kernel } as Parameters<typeof memoryGate>[0];
      return memoryGate(inputs).mul(weights).sum();
    },
    [
      normals([6, 4], 1),
      normals([6, 4], 2),
      normals([2, 2 * gates], 3),
      normals([4, 2 * gates], 4),
    ],
  );
});
